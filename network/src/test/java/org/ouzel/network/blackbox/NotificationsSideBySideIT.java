package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.network.harness.SideBySide;

/** Which keyspace events each command brings, beside redis-server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NotificationsSideBySideIT extends SideBySide {
    private static final String MARK = "end of a command";

    private static final List<String> COMMANDS = List.of(
        "SET a 1", "SET a 2 EX 100", "SETEX a 100 3", "PSETEX a 100000 3", "SETNX a 1", "SETNX b 1", "GETSET a 5",
        "MSET a 1 b 2", "MSETNX a 1 v 2", "MSETNX y 1 v 2", "INCR a", "DECRBY a 3", "INCRBYFLOAT a 1.5",
        "APPEND a x", "APPEND new x", "SETRANGE a 2 zz", "SETRANGE no 2 \"\"", "GETEX a EX 10", "GETEX a PERSIST",
        "GETEX a", "GETDEL a", "GETDEL a", "SETBIT bits 3 1", "SETBIT bits 3 1", "BITFIELD bits SET u8 0 5",
        "BITOP NOT nb bits", "BITOP AND nb none none2", "PFADD h1 a b", "PFADD h1 a", "PFMERGE h2 h1", "PFCOUNT h1",
        "RPUSH l a b c d a", "LPUSH l x", "LPUSHX l y", "LPUSHX nol y", "RPOP l", "LPOP l 2", "LSET l 0 q",
        "LINSERT l BEFORE q w", "LINSERT l BEFORE none w", "LREM l 0 w", "LREM l 0 none", "LTRIM l 0 1",
        "LMOVE l m LEFT RIGHT", "RPOPLPUSH l m", "LMOVE m m LEFT RIGHT", "LMPOP 2 l m LEFT COUNT 5", "RPUSH l a",
        "LTRIM l 5 9", "RPUSH l a b", "LREM l 0 a", "BLPOP l 0", "RPUSH l a", "BLMOVE l m RIGHT LEFT 0",
        "BLMPOP 0 1 m RIGHT", "SADD s a b c", "SADD s a", "SREM s a", "SREM s none", "SMOVE s t b", "SMOVE s t c",
        "SADD s 1 2 3 4", "SPOP s", "SPOP s 2", "SPOP s 9", "SADD s a b", "SADD t a c", "SINTERSTORE u s t",
        "SUNIONSTORE u s t", "SDIFFSTORE u s t", "SINTERSTORE u s none", "SINTERSTORE u s none", "SREM s a b",
        "HSET h a 1 b 2", "HSETNX h a 1", "HSETNX h c 1", "HMSET h d 4", "HINCRBY h a 2", "HINCRBYFLOAT h a 1.5",
        "HDEL h a", "HDEL h none", "HDEL h b c d", "ZADD z 1 a 2 b 3 c 4 d", "ZADD z 1 a", "ZADD z XX 5 a",
        "ZADD z INCR 1 a", "ZINCRBY z 2 a", "ZREM z a", "ZREM z none", "ZPOPMIN z", "ZPOPMAX z 1",
        "ZADD z 1 a 2 b 3 c 4 d 5 e", "ZREMRANGEBYRANK z 0 0", "ZREMRANGEBYSCORE z 2 2", "ZREMRANGEBYSCORE z 9 9",
        "ZUNIONSTORE zu 2 z zz", "ZINTERSTORE zi 2 z zu", "ZDIFFSTORE zd 2 z none", "ZRANGESTORE zr z 0 -1",
        "ZRANGESTORE zr none 0 -1", "ZMPOP 1 zi MIN COUNT 9", "BZPOPMIN zu 0", "BZMPOP 0 1 zu MAX COUNT 9",
        "ZREMRANGEBYLEX z - +", "GEOADD g 13 38 p 15 37 q", "GEOSEARCHSTORE gs g FROMMEMBER p BYRADIUS 500 km",
        "GEORADIUS g 15 37 200 km STORE gr", "SORT l STORE so", "RPUSH l 3 1 2", "SORT l STORE so",
        "SORT none STORE so", "XADD x 1-1 f v", "XADD x MAXLEN 1 2-1 f v", "XTRIM x MAXLEN 0", "XADD x 3-1 f v",
        "XADD x 4-1 f v", "XDEL x 3-1", "XDEL x 9-9", "XSETID x 9-9", "XGROUP CREATE x grp 0",
        "XGROUP CREATECONSUMER x grp c", "XGROUP SETID x grp 0", "XREADGROUP GROUP grp d STREAMS x >",
        "XACK x grp 4-1", "XGROUP DELCONSUMER x grp c", "XGROUP DESTROY x grp", "XGROUP CREATE xx grp $ MKSTREAM",
        "SET k 1", "EXPIRE k 100", "PERSIST k", "PERSIST k", "PEXPIREAT k 99999999999999", "EXPIRE k 100 NX",
        "EXPIRE k -1", "SET k 1", "RENAME k k2", "RENAMENX k2 k3", "SET k 1", "RENAME k k3", "RENAME k3 k3",
        "MOVE k3 1", "SET k 1", "COPY k kc", "COPY k kc", "COPY k kc REPLACE", "COPY k kc DB 1", "DEL k kc none",
        "UNLINK b y none", "TOUCH l", "SELECT 1", "SET one 1", "SELECT 0", "GET none", "HGET none f", "EXISTS none",
        "TTL none", "STRLEN none", "TYPE none", "MGET none none2", "SWAPDB 0 1", "FLUSHDB", "FLUSHALL");

    @Test
    void shouldTellWhatRedisTells() {
        final List<String> expected = new ArrayList<>();
        final List<String> actual = new ArrayList<>();
        for (final String classes : List.of("EKA", "En", "Em")) {
            expected.addAll(events(reference, classes));
            actual.addAll(events(tested, classes));
        }
        assertEquals(String.join("\n", expected), String.join("\n", actual));
    }

    private static List<String> events(final ServerUnderTest server, final String classes) {
        final List<String> lines = new ArrayList<>();
        try (RawConnection listener = server.connect(); RawConnection connection = server.connect()) {
            connection.call("CONFIG", "SET", "notify-keyspace-events", classes);
            listener.call("PSUBSCRIBE", "__key*");
            listener.call("SUBSCRIBE", "mark");
            for (final String command : COMMANDS) {
                final String[] words = command.replace("\"\"", "\0").split(" ");
                for (int i = 0; i < words.length; i++) {
                    words[i] = words[i].replace("\0", "");
                }
                connection.call(words);
                connection.call("PUBLISH", "mark", MARK);
                final StringBuilder line = new StringBuilder(classes).append(' ').append(command).append(" =>");
                for (String message = listener.readText(); !message.contains(MARK); message = listener.readText()) {
                    line.append(' ').append(message.replaceAll("(?s).*(__key)", "$1").replaceAll("\r\n\\$\\d+", " ")
                        .replace("\r\n", ""));
                }
                lines.add(line.toString());
            }
            connection.call("CONFIG", "SET", "notify-keyspace-events", "");
        }
        return lines;
    }
}
