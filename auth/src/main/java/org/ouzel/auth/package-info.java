/** Users and what they may do: the engine's access control, and how clients prove who they are. */
package org.ouzel.auth;
