/** Redis's access rules: users as lists of rules, their compiled form, the ACL command, its file and its log. */
package org.ouzel.auth.acl;
