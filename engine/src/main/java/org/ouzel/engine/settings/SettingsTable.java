package org.ouzel.engine.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Every setting of the server, declared once: section, name, type with unit and range, default, when it may change,
 * and one sentence. Names, ranges and defaults are Redis 7.2's where Redis has the setting; the sentence names the
 * difference otherwise.
 *
 * <p>A setting that has no effect yet is either missing here or accepts its neutral value only.
 */
public final class SettingsTable {
    private static final List<Setting> ROWS = new ArrayList<>();

    private static final long INT_MOST = Integer.MAX_VALUE;
    private static final long LONG_MOST = Long.MAX_VALUE;
    private static final long UNSIGNED_INT_MOST = 4_294_967_295L;
    private static final long KILOBYTE = 1L << 10;
    private static final long MEGABYTE = 1L << 20;
    private static final long HTTP_REQUEST_MOST = 1L << 30;

    // network

    public static final Setting PORT = row("network", "port", integer(0, 65_535), "6379").atStart()
        .says("TCP port; unlike in Redis, 0 takes a free one, which the ready line shows.");
    public static final Setting BIND = row("network", "bind", new WordListType(16), "127.0.0.1").atStart()
        .says("Addresses to listen on; `*` is every IPv4, `::*` every IPv6 one; one after `-` may be missing.");
    public static final Setting PROTECTED_MODE = row("network", "protected-mode", new YesNoType(), "yes")
        .says("Whether clients from other machines are refused while the default user has no password.");
    public static final Setting TCP_BACKLOG = row("network", "tcp-backlog", integer(0, INT_MOST), "511").atStart()
        .says("Connections that the kernel may hold before they are accepted.");
    public static final Setting TCP_KEEPALIVE = row("network", "tcp-keepalive", seconds(0, INT_MOST), "300")
        .says("Idle time after which the kernel probes whether a client is still there; 0 for never.");
    public static final Setting TIMEOUT = row("network", "timeout", seconds(0, INT_MOST), "0")
        .says("Idle time after which a client is disconnected; 0 for never.");
    public static final Setting MAXCLIENTS = row("network", "maxclients", integer(1, UNSIGNED_INT_MOST), "10000")
        .says("Connections held at once; one more is refused.");
    public static final Setting IO_THREADS = row("network", "io-threads", integer(0, 128), "0").atStart()
        .says("Threads that read and write sockets; 0 sizes them to the cores.");
    public static final Setting TRACKING_TABLE_MAX_KEYS = row("network", "tracking-table-max-keys",
        integer(0, Long.MAX_VALUE), "1000000")
        .says("Keys that clients are known to keep, all together; above it the oldest are taken back. 0 for no limit.");
    public static final Setting TRANSPORT = row("network", "transport",
        new ChoiceType("auto", "io_uring", "epoll", "nio"), "auto").atStart()
        .says("How sockets are driven; auto takes the best that the system offers.");
    public static final Setting PROTO_MAX_BULK_LEN = row("network", "proto-max-bulk-len",
        memory(MEGABYTE, LONG_MOST), "512mb")
        .says("Longest single argument of a request.");
    public static final Setting PROTO_MAX_MULTIBULK_LEN = row("network", "proto-max-multibulk-len",
        integer(16, INT_MOST), "1048576")
        .says("Most arguments of one request; Ouzel's own setting.");
    public static final Setting CLIENT_QUERY_BUFFER_LIMIT = row("network", "client-query-buffer-limit",
        memory(MEGABYTE, LONG_MOST), "1gb")
        .says("Most bytes of a request that isn't complete yet; beyond it the client is disconnected.");
    public static final Setting CLIENT_OUTPUT_BUFFER_LIMIT = row("network", "client-output-buffer-limit",
        new OutputBufferLimitsType(), "normal 0 0 0 slave 256mb 64mb 60 pubsub 32mb 8mb 60")
        .says("When a client that doesn't read its replies is cut off; 0 for never.");

    public static final Setting UNIXSOCKET = row("network", "unixsocket", TextType.any(), "").atStart()
        .says("File of a UNIX domain socket to listen on, relative to `dir`; empty for none.");
    public static final Setting UNIXSOCKETPERM = row("network", "unixsocketperm", new FileModeType(), "0").atStart()
        .says("Permissions of that file; 0 leaves them to the system.");

    // tls

    public static final Setting TLS_PORT = row("tls", "tls-port", integer(0, 65_535), "0").atStart()
        .says("TCP port for TLS; 0 for none. With one, `port` 0 means that there is no unencrypted port.");
    public static final Setting TLS_CERT_FILE = row("tls", "tls-cert-file", TextType.any(), "").alwaysApplied()
        .says("Certificate chain of the server, PEM. Setting it again reads it anew.");
    public static final Setting TLS_KEY_FILE = row("tls", "tls-key-file", TextType.any(), "").alwaysApplied()
        .says("Private key of the certificate, PEM.");
    public static final Setting TLS_KEY_FILE_PASS = row("tls", "tls-key-file-pass", TextType.any(), "")
        .says("Password of the private key; empty for none.");
    public static final Setting TLS_CA_CERT_FILE = row("tls", "tls-ca-cert-file", TextType.any(), "").alwaysApplied()
        .says("Certificates of the authorities that clients' certificates may come from, PEM.");
    public static final Setting TLS_CA_CERT_DIR = row("tls", "tls-ca-cert-dir", TextType.any(), "").alwaysApplied()
        .says("Directory of such files.");
    public static final Setting TLS_AUTH_CLIENTS = row("tls", "tls-auth-clients",
        new ChoiceType("no", "yes", "optional"), "yes")
        .says("Whether clients must show a certificate.");
    public static final Setting TLS_AUTH_CLIENTS_USER = row("tls", "tls-auth-clients-user",
        new ChoiceType("off", "cn"), "off")
        .says("Whether a client is logged in as the user whose name its certificate has as common name, if it is on.");
    public static final Setting TLS_PROTOCOLS = row("tls", "tls-protocols", new WordListType(4), "TLSv1.2 TLSv1.3")
        .says("Versions of TLS that are spoken.");
    public static final Setting TLS_CIPHERS = row("tls", "tls-ciphers", TextType.any(), "")
        .says("Ciphers up to TLS 1.2, separated by colons; empty for the library's choice.");
    public static final Setting TLS_CIPHERSUITES = row("tls", "tls-ciphersuites", TextType.any(), "")
        .says("Cipher suites of TLS 1.3, separated by colons; empty for the library's choice.");

    // http

    public static final Setting HTTP_PORT = row("http", "http-port", integer(-1, 65_535), "0").atStart()
        .says("TCP port of metrics and dashboard; 0 for none, -1 takes a free one, which the ready line shows.");
    public static final Setting HTTP_BIND = row("http", "http-bind", new WordListType(16), "127.0.0.1").atStart()
        .says("Addresses that metrics and dashboard are served at, as `bind` names them.");
    public static final Setting HTTP_TLS = row("http", "http-tls", new YesNoType(), "no").atStart()
        .says("Whether metrics and dashboard come by TLS, with the certificates and rules of the section tls.");
    public static final Setting HTTP_MAX_REQUEST = row("http", "http-max-request",
        memory(KILOBYTE, HTTP_REQUEST_MOST), "16mb")
        .says("Longest body of a request by HTTP from somebody who has logged in.");
    public static final Setting HTTP_REQUEST_TIMEOUT = row("http", "http-request-timeout", seconds(1, 3600), "30")
        .says("Time for a request by HTTP to arrive, and for its response to be taken.");
    public static final Setting HTTP_COMMAND_TIMEOUT = row("http", "http-command-timeout", seconds(1, 3600), "30")
        .says("Time for commands by HTTP to be answered; one that blocks for longer is given up.");
    public static final Setting HTTP_SESSION_TIMEOUT = row("http", "http-session-timeout",
        seconds(1, INT_MOST), "1800")
        .says("Idle time after which who has logged in to the dashboard is logged out.");

    // engine

    public static final Setting THREADING = row("engine", "threading",
        new ChoiceType("auto", "fused", "dedicated"), "auto").atStart()
        .says("Who runs the ring's stages: each IO loop (fused) or threads of their own (dedicated); "
            + "auto is fused below 4 cores.");
    public static final Setting SHARDS = row("engine", "shards", integer(0, 64), "0").atStart()
        .says("Parts of the keyspace, each with one writer; 0 sizes them to the cores, 1 when fused.");
    public static final Setting WAIT_STRATEGY = row("engine", "wait-strategy",
        new ChoiceType("auto", "backoff", "spin", "yield", "park"), "auto").atStart()
        .says("What a dedicated stage does while the ring is empty; auto is backoff: spin, yield, then park.");
    public static final Setting RING_SIZE = row("engine", "ring-size", new PowerOfTwoType(64, MEGABYTE), "0").atStart()
        .says("Slots of the ring; 0 chooses by threading mode.");
    public static final Setting HZ = row("engine", "hz", IntegerType.clamped(1, 500), "10")
        .says("Ticks a second, for expiry, freeing and table maintenance.");
    public static final Setting DYNAMIC_HZ = row("engine", "dynamic-hz", new YesNoType(), "no")
        .onlyDefault("the work of a tick doesn't grow with the number of clients")
        .says("Whether hz adapts to the number of clients.");
    public static final Setting DATABASES = row("engine", "databases", integer(1, INT_MOST), "16").atStart()
        .says("Databases that SELECT may choose from.");

    // memory

    public static final Setting MAXMEMORY = row("memory", "maxmemory", memory(0, LONG_MOST), "0")
        .says("Bytes of keys, values and indexes above which keys are evicted or writes refused; 0 for no limit.");
    public static final Setting MAXMEMORY_POLICY = row("memory", "maxmemory-policy",
        new ChoiceType("volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl", "allkeys-lru",
            "allkeys-lfu", "allkeys-random", "noeviction", "volatile-ahe", "allkeys-ahe"), "noeviction")
        .says("Which keys are evicted, and what their clocks count; AHE, Ouzel's own, weighs recency and frequency.");
    public static final Setting SCRIPT_MEMORY_LIMIT = row("memory", "script-memory-limit",
        memory(MEGABYTE, LONG_MOST), "64mb").atStart()
        .says("What the values of one namespace's scripts may take on one shard; Ouzel's own setting.");
    public static final Setting MAXMEMORY_SAMPLES = row("memory", "maxmemory-samples", integer(1, INT_MOST), "5")
        .says("Keys looked at for each that is evicted; more than 64 count as 64.");
    public static final Setting MAXMEMORY_EVICTION_TENACITY = row("memory", "maxmemory-eviction-tenacity",
        integer(0, 100), "10")
        .says("Keys that may go at once: 16 at 0, 256 at 10, above that 15 % more for each step, at 100 all it takes.");
    public static final Setting AHE_HORIZON = row("memory", "ahe-horizon", seconds(60, INT_MOST), "3600")
        .says("Time without use, told to the minute, from which AHE takes keys for equally old; Ouzel's own setting.");
    public static final Setting LFU_LOG_FACTOR = row("memory", "lfu-log-factor", integer(0, INT_MOST), "10")
        .says("How slowly a key's access frequency counter saturates.");
    public static final Setting LFU_DECAY_TIME = row("memory", "lfu-decay-time", integer(0, INT_MOST), "1")
        .says("Minutes without access after which the frequency counter loses one; 0 for never.");
    public static final Setting ACTIVE_EXPIRE_EFFORT = row("memory", "active-expire-effort", integer(1, 10), "1")
        .says("How much of a tick goes into finding expired keys.");
    public static final Setting ACTIVEREHASHING = row("memory", "activerehashing", new YesNoType(), "yes")
        .onlyDefault("the index grows one segment at a time and never rehashes")
        .says("Whether ticks help hash tables grow.");
    public static final Setting LAZYFREE_LAZY_EVICTION = lazyfree("eviction", "an evicted key");
    public static final Setting LAZYFREE_LAZY_EXPIRE = lazyfree("expire", "an expired key");
    public static final Setting LAZYFREE_LAZY_SERVER_DEL = lazyfree("server-del", "an overwritten key");
    public static final Setting LAZYFREE_LAZY_USER_DEL = lazyfree("user-del", "a key given to DEL");
    public static final Setting LAZYFREE_LAZY_USER_FLUSH = lazyfree("user-flush", "a flushed database");

    // types

    public static final Setting HASH_MAX_LISTPACK_ENTRIES = row("types", "hash-max-listpack-entries",
        integer(0, LONG_MOST), "512").alias("hash-max-ziplist-entries")
        .says("Most fields of a hash that is kept packed.");
    public static final Setting HASH_MAX_LISTPACK_VALUE = row("types", "hash-max-listpack-value",
        memory(0, LONG_MOST), "64").alias("hash-max-ziplist-value")
        .says("Longest field or value of a hash that is kept packed.");
    public static final Setting LIST_MAX_LISTPACK_SIZE = row("types", "list-max-listpack-size",
        integer(Integer.MIN_VALUE, INT_MOST), "-2").alias("list-max-ziplist-size")
        .says("Size of a list's chunks: elements if positive; -1 to -5 for 4, 8, 16, 32, 64 KB.");
    public static final Setting LIST_COMPRESS_DEPTH = row("types", "list-compress-depth", integer(0, INT_MOST), "0")
        .onlyDefault("chunks of lists aren't compressed")
        .says("Chunks at either end of a list that stay uncompressed; 0 compresses none.");
    public static final Setting SET_MAX_INTSET_ENTRIES = row("types", "set-max-intset-entries",
        integer(0, LONG_MOST), "512")
        .says("Most members of a set of integers that is kept packed.");
    public static final Setting SET_MAX_LISTPACK_ENTRIES = row("types", "set-max-listpack-entries",
        integer(0, LONG_MOST), "128")
        .says("Most members of a set that is kept packed.");
    public static final Setting SET_MAX_LISTPACK_VALUE = row("types", "set-max-listpack-value",
        memory(0, LONG_MOST), "64")
        .says("Longest member of a set that is kept packed.");
    public static final Setting ZSET_MAX_LISTPACK_ENTRIES = row("types", "zset-max-listpack-entries",
        integer(0, LONG_MOST), "128").alias("zset-max-ziplist-entries")
        .says("Most members of a sorted set that is kept packed.");
    public static final Setting ZSET_MAX_LISTPACK_VALUE = row("types", "zset-max-listpack-value",
        memory(0, LONG_MOST), "64").alias("zset-max-ziplist-value")
        .says("Longest member of a sorted set that is kept packed.");
    public static final Setting HLL_SPARSE_MAX_BYTES = row("types", "hll-sparse-max-bytes",
        memory(0, LONG_MOST), "3000")
        .says("Longest HyperLogLog in the sparse representation.");
    public static final Setting STREAM_NODE_MAX_BYTES = row("types", "stream-node-max-bytes",
        memory(0, LONG_MOST), "4096")
        .says("Most bytes of one block of a stream; 0 for no limit.");
    public static final Setting STREAM_NODE_MAX_ENTRIES = row("types", "stream-node-max-entries",
        integer(0, LONG_MOST), "100")
        .says("Most entries of one block of a stream; 0 for no limit.");

    public static final Setting ENTITY_NOTATION = row("types", "entity-notation", new YesNoType(), "no")
        .says("Whether SET, GET and DEL of `orders.42` mean part 42 of the hash, set or list `orders`; Ouzel's own.");

    // latency

    public static final Setting BUSY_REPLY_THRESHOLD = row("latency", "busy-reply-threshold",
        integer(0, LONG_MOST), "5000").alias("lua-time-limit")
        .says("Milliseconds that a script may hold others up before they get BUSY, and it may be killed; 0 for ever.");
    public static final Setting SLOWLOG_LOG_SLOWER_THAN = row("latency", "slowlog-log-slower-than",
        new DurationType(TimeUnit.MICROSECONDS, -1, LONG_MOST), "10000")
        .says("Execution time from which a command is put into the slow log; 0 for all, -1 for none.");
    public static final Setting SLOWLOG_MAX_LEN = row("latency", "slowlog-max-len", integer(0, LONG_MOST), "128")
        .says("Entries that the slow log keeps.");
    public static final Setting LATENCY_MONITOR_THRESHOLD = row("latency", "latency-monitor-threshold",
        new DurationType(TimeUnit.MILLISECONDS, 0, LONG_MOST), "0")
        .says("Duration from which a slow stage is kept for LATENCY LATEST and HISTORY; 0 for none.");
    public static final Setting LATENCY_TRACKING = row("latency", "latency-tracking", new YesNoType(), "yes")
        .says("Whether each command's latency goes into a histogram.");
    public static final Setting LATENCY_TRACKING_INFO_PERCENTILES = row("latency",
        "latency-tracking-info-percentiles", new PercentilesType(), "50 99 99.9")
        .says("Percentiles that INFO latencystats shows.");
    public static final Setting LATENCY_SAMPLE_INTERVAL = row("latency", "latency-sample-interval",
        integer(1, MEGABYTE), "16")
        .says("Commands of constant cost are timed once in so many calls, all others always; Ouzel's own.");

    // events

    public static final Setting NOTIFY_KEYSPACE_EVENTS = row("events", "notify-keyspace-events",
        new EventClassesType(), "")
        .says("Classes of keyspace events that are published; empty for none.");

    // persistence

    public static final Setting SAVE = row("persistence", "save", new SavePointsType(),
        "3600 1 300 100 60 10000")
        .says("When a snapshot is taken: pairs of seconds and changes since the last one; empty for never.");
    public static final Setting APPENDONLY = row("persistence", "appendonly", new YesNoType(), "no")
        .says("Whether every change is appended to a file, from which the dataset is loaded at the start.");
    public static final Setting APPENDFSYNC = row("persistence", "appendfsync",
        new ChoiceType("always", "everysec", "no"), "everysec")
        .says("When the append only file is forced to disk: before each reply, once a second, or by the system.");
    public static final Setting APPENDFILENAME = row("persistence", "appendfilename", TextType.fileName(),
        "appendonly.aof").atStart()
        .says("Beginning of the names of the append only file's parts.");
    public static final Setting APPENDDIRNAME = row("persistence", "appenddirname", TextType.fileName(),
        "appendonlydir").atStart()
        .says("Directory of the append only file's parts, within `dir`.");
    public static final Setting AUTO_AOF_REWRITE_PERCENTAGE = row("persistence", "auto-aof-rewrite-percentage",
        integer(0, INT_MOST), "100")
        .says("Growth of the append only file, in percent, that lets it be rewritten; 0 for never.");
    public static final Setting AUTO_AOF_REWRITE_MIN_SIZE = row("persistence", "auto-aof-rewrite-min-size",
        memory(0, LONG_MOST), "64mb")
        .says("Size up to which the append only file isn't rewritten by itself.");
    public static final Setting AOF_USE_RDB_PREAMBLE = row("persistence", "aof-use-rdb-preamble", new YesNoType(),
        "yes")
        .says("Whether a rewritten append only file begins with a snapshot, rather than with commands.");
    public static final Setting NO_APPENDFSYNC_ON_REWRITE = row("persistence", "no-appendfsync-on-rewrite",
        new YesNoType(), "no")
        .says("Whether fsyncs once a second are left out while the append only file is rewritten.");
    public static final Setting AOF_COMMIT_LOG = row("persistence", "aof-commit-log", new YesNoType(), "yes")
        .says("Whether appendfsync always forces a file of fixed size beside the append only file; Ouzel's own.");
    public static final Setting AOF_LOAD_TRUNCATED = row("persistence", "aof-load-truncated", new YesNoType(), "yes")
        .says("Whether to start from an append only file whose end is missing.");
    public static final Setting AOF_TIMESTAMP_ENABLED = row("persistence", "aof-timestamp-enabled", new YesNoType(),
        "no")
        .says("Whether the time is noted in the append only file, once in a second with changes.");
    public static final Setting RESTORE_TO_SEQUENCE = row("persistence", "restore-to-sequence",
        integer(0, LONG_MOST), "0").atStart()
        .says("Number of the last change to load, as INFO's aof_sequence counts them; 0 loads all. Ouzel's own.");
    public static final Setting RESTORE_TO_TIME = row("persistence", "restore-to-time", integer(0, LONG_MOST), "0")
        .atStart()
        .says("Unix time in seconds of the last change to load, if times were noted; 0 loads all. Ouzel's own.");
    public static final Setting DIR = row("persistence", "dir", TextType.any(), ".").isProtected()
        .says("Directory of the server's files.");
    public static final Setting DBFILENAME = row("persistence", "dbfilename", TextType.fileName(), "dump.rdb")
        .isProtected()
        .says("File name of the snapshot.");
    public static final Setting KDB_DIR = row("persistence", "kdb-dir", TextType.any(), "kdb").atStart()
        .says("Directory of the files of KDB SAVE and KDB LOAD, relative to `dir`; Ouzel's own setting.");
    public static final Setting RDBCOMPRESSION = row("persistence", "rdbcompression", new YesNoType(), "yes")
        .says("Whether strings in snapshots and in payloads of DUMP are compressed.");
    public static final Setting STOP_WRITES_ON_BGSAVE_ERROR = row("persistence", "stop-writes-on-bgsave-error",
        new YesNoType(), "yes")
        .says("Whether writes are refused after a snapshot in the background has failed, if there are save points.");
    public static final Setting RDBCHECKSUM = row("persistence", "rdbchecksum", new YesNoType(), "yes").atStart()
        .says("Whether snapshots get a checksum, and whether it is looked at when they are read.");

    // security

    public static final Setting REQUIREPASS = row("security", "requirepass", TextType.any(), "")
        .secret()
        .says("Password of the default user; empty for none.");
    public static final Setting AUTH_TIMEOUT = row("security", "auth-timeout", seconds(0, INT_MOST), "60")
        .says("Time after which a client that has yet to log in is disconnected; 0 for never; Ouzel's own setting.");
    public static final Setting ACLFILE = row("security", "aclfile", TextType.any(), "").atStart()
        .says("File of users, read at the start and by ACL LOAD, written by ACL SAVE; empty for none.");
    public static final Setting ACLLOG_MAX_LEN = row("security", "acllog-max-len", integer(0, INT_MOST), "128")
        .says("Refused requests that ACL LOG keeps.");
    public static final Setting ACL_PUBSUB_DEFAULT = row("security", "acl-pubsub-default",
        new ChoiceType("resetchannels", "allchannels"), "resetchannels")
        .says("Whether a new user may use no channel or all of them.");
    public static final Setting ACL_NEW_USER_NAMESPACE = row("security", "acl-new-user-namespace",
        new ChoiceType("own", "default"), "own")
        .says("Whether a new user gets a namespace of its own, or shares the default one as in Redis.");
    public static final Setting USER_DATABASE = row("security", "user-database", TextType.any(), "").atStart()
        .says("SQLite file that users are kept in, in place of an ACL file; empty for none.");
    public static final Setting USER_DATABASE_BACKUP_PATH = row("security", "user-database-backup-path",
        TextType.any(), "").atStart()
        .says("Directory for copies of the user database; empty for none.");
    public static final Setting USER_DATABASE_BACKUP_INTERVAL = row("security", "user-database-backup-interval",
        seconds(1, INT_MOST), "86400").atStart()
        .says("Time between two copies of the user database.");
    public static final Setting USER_DATABASE_BACKUP_KEEP = row("security", "user-database-backup-keep",
        integer(1, INT_MOST), "7").atStart()
        .says("Copies of the user database that are kept, the latest ones.");
    public static final Setting ADMIN_USER = row("security", "admin-user", TextType.any(), "admin").atStart()
        .says("Name of the administrator that a new user database begins with.");
    public static final Setting ADMIN_PASSWORD = row("security", "admin-password", TextType.any(), "").atStart()
        .secret()
        .says("Password of that administrator; empty for one that is made up and printed once.");
    public static final Setting ENABLE_DEBUG_COMMAND = row("security", "enable-debug-command",
        new ChoiceType("no", "local", "yes"), "local").atStart()
        .says("Who may use DEBUG: nobody, clients on this machine, or everybody; Redis's default is no.");

    // process

    public static final Setting LOGLEVEL = row("process", "loglevel",
        new ChoiceType("debug", "verbose", "notice", "warning"), "notice")
        .says("Least important messages that are logged.");
    public static final Setting LOGFILE = row("process", "logfile", TextType.any(), "").atStart()
        .says("File that the log is appended to; empty for standard output.");
    public static final Setting PIDFILE = row("process", "pidfile", TextType.any(), "").atStart()
        .says("File that holds the process id while the server runs; empty for none.");
    public static final Setting DAEMONIZE = row("process", "daemonize", new YesNoType(), "no").atStart()
        .onlyDefault("a JVM can't fork; use a service manager, or setsid")
        .says("Whether to run in the background.");
    public static final Setting SUPERVISED = row("process", "supervised",
        new ChoiceType("upstart", "systemd", "auto", "no"), "no").atStart()
        .onlyDefault("readiness isn't signalled to a service manager")
        .says("Which service manager is told about the server's state.");
    public static final Setting SET_PROC_TITLE = row("process", "set-proc-title", new YesNoType(), "no").atStart()
        .onlyDefault("a JVM can't change its title")
        .says("Whether the process shows its address in its title.");
    public static final Setting ALWAYS_SHOW_LOGO = row("process", "always-show-logo", new YesNoType(), "no").atStart()
        .onlyDefault("there is none")
        .says("Whether a logo is logged at the start.");
    public static final Setting CLUSTER_ENABLED = row("process", "cluster-enabled", new YesNoType(), "no").atStart()
        .onlyDefault("this build has no cluster mode")
        .says("Whether the server is part of a cluster.");

    private static final List<Setting> ALL = List.copyOf(ROWS);
    private static final Map<String, Setting> BY_NAME = byName();

    private SettingsTable() {
    }

    /** Every setting, in the order of {@link Setting#index()}, sections together. */
    public static List<Setting> all() {
        return ALL;
    }

    /**
     * Finds a setting by its name, dotted name or alias, in any case.
     *
     * @param name what was given
     * @return the setting, or null when there is none
     */
    public static Setting find(final String name) {
        final String lowerCase = name.toLowerCase(Locale.ROOT);
        return BY_NAME.get(lowerCase);
    }

    /**
     * The known name that a misspelled one is closest to, for "did you mean".
     *
     * @param name what was given
     * @return a name or alias, for a dotted one a dotted name, or null when none is near
     */
    public static String nearest(final String name) {
        final boolean isDotted = name.indexOf('.') >= 0;
        final Set<String> names = new HashSet<>(BY_NAME.keySet());
        names.removeIf(each -> each.indexOf('.') >= 0 != isDotted);
        return NearestName.of(name.toLowerCase(Locale.ROOT), names);
    }

    private static SettingDeclaration row(final String section, final String name, final SettingType type,
        final String defaultText) {
        return new SettingDeclaration(ROWS, section, name, type, defaultText);
    }

    private static Setting lazyfree(final String cause, final String what) {
        return row("memory", "lazyfree-lazy-" + cause, new YesNoType(), "no")
            .says("Whether " + what + " is freed later; big values are freed in slices either way.");
    }

    private static SettingType integer(final long least, final long most) {
        return new IntegerType(least, most);
    }

    private static SettingType memory(final long leastBytes, final long mostBytes) {
        return new MemoryType(leastBytes, mostBytes);
    }

    private static SettingType seconds(final long least, final long most) {
        return new DurationType(TimeUnit.SECONDS, least, most);
    }

    private static Map<String, Setting> byName() {
        final Map<String, Setting> byName = new HashMap<>();
        for (final Setting setting : ALL) {
            enter(byName, setting.name(), setting);
            enter(byName, setting.dottedName(), setting);
            for (final String alias : setting.aliases()) {
                enter(byName, alias, setting);
            }
        }
        return Map.copyOf(byName);
    }

    private static void enter(final Map<String, Setting> byName, final String name, final Setting setting) {
        if (byName.put(name, setting) != null) {
            throw new IllegalStateException("declared twice: name=" + name);
        }
    }
}
