package org.ouzel.engine.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.Version;
import org.ouzel.engine.harness.CommandTest;

class GreetingTest extends CommandTest {
    private static final String FIELDS = "$6 server $5 redis $7 version $5 7.2.4 $5 proto :%d $2 id :1 $4 mode"
        + " $10 standalone $4 role $6 master $7 modules *0 $13 ouzel_version $"
        + Version.OUZEL.length() + " " + Version.OUZEL;

    @Test
    void shouldDescribeTheServerInTheChosenProtocol() {
        expect("*16 " + String.format(FIELDS, 2), "HELLO");
        expect("%8 " + String.format(FIELDS, 3), "HELLO 3");
        expect("%8 " + String.format(FIELDS, 3), "HELLO");
        expect("_", "GET key");
        expect("*16 " + String.format(FIELDS, 2), "HELLO 2");
        expect("$-1", "GET key");
    }

    @Test
    void shouldRefuseOtherVersions() {
        expect("-NOPROTO unsupported protocol version", "HELLO 1");
        expect("-NOPROTO unsupported protocol version", "HELLO 4");
        expect("-ERR Protocol version is not an integer or out of range", "HELLO three");
        expect("$-1", "GET key");
    }

    @Test
    void shouldChangeNothingWhenAnOptionIsWrong() {
        expect("-ERR Syntax error in HELLO option 'junk'", "HELLO 3 SETNAME me junk");
        expect("-ERR Syntax error in HELLO option 'AUTH'", "HELLO 3 AUTH default");
        expect("-ERR Client names cannot contain spaces, newlines or special characters.", "HELLO", "3", "SETNAME",
            "a b");
        expect("-WRONGPASS invalid username-password pair or user is disabled.", "HELLO 3 SETNAME me AUTH joe pw");
        expect("$-1", "CLIENT GETNAME");
    }

    @Test
    void shouldTakeNameAndPasswordOfTheDefaultUser() {
        engine.run("HELLO 2 AUTH default anything SETNAME me");
        expect("$2 me", "CLIENT GETNAME");
    }

    @Test
    void shouldAnswerAuthForAUserWithoutPassword() {
        expect("-ERR AUTH <password> called without any password configured for the default user. Are you sure your"
            + " configuration is correct?", "AUTH secret");
        expect("+OK", "AUTH default secret");
        expect("-WRONGPASS invalid username-password pair or user is disabled.", "AUTH joe secret");
        expect("-ERR syntax error", "AUTH a b c");
        assertEquals(":1", engine.run("CLIENT ID"));
    }
}
