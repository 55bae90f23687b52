package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclRulesTest extends AclTest {
    private static final String PW_HASH = "30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4";

    @Test
    void shouldBeginWithADefaultUserWhoMayDoEverything() {
        assertEquals("user default on nopass sanitize-payload ~* &* +@all", line("default"));
        expect("$7 default", "ACL WHOAMI");
        expect("*1 $7 default", "ACL USERS");
    }

    @Test
    void shouldMakeUsersThatMayDoNothing() {
        expect("+OK", "ACL SETUSER alice");
        assertEquals("user alice off sanitize-payload resetchannels -@all", line("alice"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "on;on sanitize-payload resetchannels -@all",
        "on off ON;on sanitize-payload resetchannels -@all",
        "nopass;off nopass sanitize-payload resetchannels -@all",
        ">pw;off sanitize-payload #" + PW_HASH + " resetchannels -@all",
        ">pw >pw nopass;off nopass sanitize-payload resetchannels -@all",
        "nopass >pw;off sanitize-payload #" + PW_HASH + " resetchannels -@all",
        ">pw <pw;off sanitize-payload resetchannels -@all",
        "#" + PW_HASH + " !" + PW_HASH + ";off sanitize-payload resetchannels -@all",
        "skip-sanitize-payload;off skip-sanitize-payload resetchannels -@all",
        "~a* ~b %R~c %W~d %RW~e %rw~f;off sanitize-payload ~a* ~b %R~c %W~d ~e ~f resetchannels -@all",
        "%R~a %W~a;off sanitize-payload ~a resetchannels -@all",
        "~a allkeys;off sanitize-payload ~* resetchannels -@all",
        "~* resetkeys ~b;off sanitize-payload ~b resetchannels -@all",
        "&a &b &a;off sanitize-payload resetchannels &a &b -@all",
        "&* ;off sanitize-payload &* -@all",
        "+get +GET -set;off sanitize-payload resetchannels -@all +get -set",
        "+get -get;off sanitize-payload resetchannels -@all -get",
        "+@all -@dangerous +keys;off sanitize-payload resetchannels +@all -@dangerous +keys",
        "+client|id -client|id +client|ID;off sanitize-payload resetchannels -@all +client|id",
        "+client|id +client|kill +client;off sanitize-payload resetchannels -@all +client",
        "+select|0 +SELECT|1;off sanitize-payload resetchannels -@all +select|0 +select|1",
        "+get +@all;off sanitize-payload resetchannels +@all",
        "allcommands nocommands;off sanitize-payload resetchannels -@all",
        "(+get ~a) ( +set %R~b &c );off sanitize-payload resetchannels -@all (~a resetchannels -@all +get)"
            + " (%R~b resetchannels &c -@all +set)",
        "(+get ~a) clearselectors;off sanitize-payload resetchannels -@all",
        "on nopass ~* &* +@all (+get) reset;off sanitize-payload resetchannels -@all"})
    void shouldShowRulesInTheirCanonicalForm(final String rules, final String shown) {
        expect("+OK", ("ACL SETUSER u " + rules.trim()).split(" "));
        assertEquals("user u " + shown, line("u"));
        final String again = line("u").substring("user u ".length());
        expect("+OK", ("ACL SETUSER v reset " + again).split(" "));
        assertEquals("user v " + shown, line("v"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "+nosuch;Unknown command or category name in ACL",
        "-nosuch;Unknown command or category name in ACL",
        "+@nosuch;Unknown command or category name in ACL",
        "junk;Syntax error",
        "%~a;Syntax error",
        "%R;Syntax error",
        "%RR~a;Syntax error",
        "%X~a;Syntax error",
        "+select:;Unknown command or category name in ACL",
        "+config|get|x;Allowing first-arg of a subcommand is not supported",
        "+select|;Syntax error",
        "+config|nosuch;Unknown command or category name in ACL",
        "(+nosuch);Unknown command or category name in ACL"})
    void shouldRefuseRulesThatMeanNothing(final String rule, final String reason) {
        expect("-ERR Error in ACL SETUSER modifier '" + rule + "': " + reason, "ACL", "SETUSER", "u", "on", rule);
        expect("$-1", "ACL GETUSER u");
    }

    @Test
    void shouldRefuseHashesAndPasswordsThatAreNone() {
        expect("-ERR Error in ACL SETUSER modifier '#abc': The password hash must be exactly 64 characters and contain"
            + " only lowercase hexadecimal characters", "ACL SETUSER u #abc");
        expect("-ERR Error in ACL SETUSER modifier '<(redacted)': The password you are trying to remove from the user"
            + " does not exist", "ACL SETUSER u <pw");
    }

    @Test
    void shouldRefusePatternsBehindTheOneThatIsAll() {
        expect("-ERR Error in ACL SETUSER modifier '~a': Adding a pattern after the * pattern (or the 'allkeys' flag)"
            + " is not valid and does not have any effect. Try 'resetkeys' to start with an empty list of patterns",
            "ACL SETUSER u ~* ~a");
        expect("-ERR Error in ACL SETUSER modifier '&a': Adding a pattern after the * pattern (or the 'allchannels'"
            + " flag) is not valid and does not have any effect. Try 'resetchannels' to start with an empty list of"
            + " channels", "ACL SETUSER u &* &a");
        expect("-ERR Unmatched parenthesis in acl selector starting at '(+get'.", "ACL SETUSER u (+get ~a");
        expect("-ERR Usernames can't contain spaces or null characters", "ACL", "SETUSER", "a b");
    }

    @Test
    void shouldTakeAllRulesOrNone() {
        engine.run("ACL SETUSER u on +get");
        engine.run("ACL SETUSER u off +set junk");
        assertEquals("user u on sanitize-payload resetchannels -@all +get", line("u"));
    }

    @Test
    void shouldDescribeAUser() {
        engine.run("ACL SETUSER u on >pw ~a* %R~b &ch +get (+set ~c)");
        expect("*14 $5 flags *2 $2 on $16 sanitize-payload $9 passwords *1 $64 " + PW_HASH
            + " $8 commands $10 -@all +get $4 keys $8 ~a* %R~b $8 channels $3 &ch $9 selectors *1 *6"
            + " $8 commands $10 -@all +set $4 keys $2 ~c $8 channels $0  $9 namespace $7 default", "ACL GETUSER u");
        expect("$-1", "ACL GETUSER nobody");
    }

    @Test
    void shouldRemoveUsers() {
        engine.run("ACL SETUSER u");
        engine.run("ACL SETUSER v");
        expect(":2", "ACL DELUSER u nobody v");
        expect("-ERR The 'default' user cannot be removed", "ACL DELUSER default");
        expect("*1 $7 default", "ACL USERS");
    }

    @Test
    void shouldListCategoriesAndTheirCommands() {
        assertTrue(engine.run("ACL CAT").startsWith("*21 $8 keyspace $4 read $5 write"));
        assertTrue(engine.run("ACL CAT hyperloglog").contains("$7 pfcount"));
        assertTrue(engine.run("ACL CAT DANGEROUS").contains("$10 config|set"));
        expect("-ERR Unknown category 'junk'", "ACL CAT junk");
        expect("-ERR unknown subcommand or wrong number of arguments for 'CAT'. Try ACL HELP.", "ACL CAT a b");
    }

    @ParameterizedTest
    @CsvSource({"256,64", "5,2", "1,1", "4096,1024"})
    void shouldMakeUpPasswordsOfSoManyBits(final int bits, final int digits) {
        final String password = engine.run("ACL GENPASS " + bits);
        assertTrue(password.matches("\\$" + digits + " [0-9a-f]{" + digits + "}"), password);
    }

    @Test
    void shouldRefuseOtherNumbersOfBits() {
        final String error = "-ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
            + " number up to 4096";
        expect(error, "ACL GENPASS 0");
        expect(error, "ACL GENPASS 4097");
        expect("-ERR value is not an integer or out of range", "ACL GENPASS x");
        assertTrue(engine.run("ACL GENPASS").startsWith("$64 "));
    }

    private String line(final String user) {
        final String list = engine.run("ACL LIST");
        for (final String line : list.split(" ?\\$\\d+ ")) {
            if (line.startsWith("user " + user + " ")) {
                return line;
            }
        }
        return "no user " + user + " in " + list;
    }
}
