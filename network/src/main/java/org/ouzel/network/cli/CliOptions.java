package org.ouzel.network.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line, as {@code --help} shows it. */
@Command(
    name = "ouzel-cli",
    customSynopsis = "ouzel-cli [options] [<command> [<argument>...]]",
    description = {"A client for Ouzel and other servers that speak Redis's protocol.",
        "Without a command it is interactive, or reads commands from standard input, one a line."},
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {"", "Examples:",
        "  ouzel-cli -u kv://alice:secret@db.example:6379 GET greeting",
        "  cat photo.jpg | ouzel-cli -x SET photo",
        "  ouzel-cli -r 100 -i 1 INCR ticks",
        "  ouzel-cli --scan --pattern 'user:*'", "",
        "Lines typed are kept in ~/.ouzelcli_history (OUZELCLI_HISTFILE names another file, /dev/null none),",
        "those with passwords aren't. ~/.ouzelclirc (OUZELCLI_RCFILE) may hold lines such as \":set nohints\"."})
final class CliOptions {
    @Option(names = "-h", paramLabel = "<host>", description = "Server's host (default: 127.0.0.1).")
    String host;
    @Option(names = "-p", paramLabel = "<port>", description = "Server's port (default: 6379).")
    String port;
    @Option(names = "-s", paramLabel = "<file>", description = "UNIX domain socket, instead of host and port.")
    String socket;
    @Option(names = {"-u", "--uri"}, paramLabel = "<uri>", description = "Address: kv://user:password@host:port/db, "
        + "the same with redis://, by TLS with kvs:// or rediss://, or unix:///file.")
    String uri;
    @Option(names = {"-a", "--pass"}, paramLabel = "<password>", description = "Password. OUZELCLI_AUTH or "
        + "REDISCLI_AUTH in the environment hides it from others.")
    String password;
    @Option(names = "--user", paramLabel = "<name>", description = "User, for servers that have several.")
    String user;
    @Option(names = "--askpass", description = "Asks for the password on the terminal.")
    boolean isAskingForPassword;
    @Option(names = "--no-auth-warning", description = "Doesn't warn of a password on the command line.")
    boolean isAuthWarningOff;
    @Option(names = "-n", paramLabel = "<db>", description = "Database number.")
    Integer database;
    @Option(names = "-2", description = "Speaks RESP2.")
    boolean isResp2;
    @Option(names = "-3", description = "Speaks RESP3 (default for typed output and JSON, where the server does).")
    boolean isResp3;
    @Option(names = "-t", paramLabel = "<seconds>", description = "Time limit for connecting.")
    double timeoutSeconds;

    @Option(names = "--tls", description = "Connects by TLS.")
    boolean isTls;
    @Option(names = "--cacert", paramLabel = "<file>", description = "Authorities to trust instead of the system's; "
        + "the certificate's name is then only checked if --sni is given.")
    Path authority;
    @Option(names = "--cacertdir", paramLabel = "<dir>", description = "The same with all authorities in the "
        + "directory's files (.pem, .crt, .cer, or a number as openssl rehash gives them).")
    Path authorityDirectory;
    @Option(names = "--cert", paramLabel = "<file>", description = "Certificate to show.")
    Path certificate;
    @Option(names = "--key", paramLabel = "<file>", description = "Key of that certificate (PKCS#8).")
    Path key;
    @Option(names = "--sni", paramLabel = "<name>", description = "Name to ask the server for.")
    String sni;
    @Option(names = "--insecure", description = "Trusts any certificate.")
    boolean isInsecure;

    @Option(names = "-x", description = "Takes the last argument from standard input.")
    boolean isLastArgumentRead;
    @Option(names = "-X", paramLabel = "<tag>", description = "Takes the argument that is <tag> from standard input.")
    String readTag;
    @Option(names = "-r", paramLabel = "<n>", description = "Runs the command n times, -1 is for ever; "
        + "ends --stat after n lines.")
    Long repeatCount;
    @Option(names = "-i", paramLabel = "<seconds>", description = "Waits between repetitions, and between the lines or "
        + "samples of --stat, --scan, --bigkeys, --memkeys, --hotkeys and --latency.")
    double intervalSeconds;
    @Option(names = "-e", description = "Exits with 1 after an error reply, which goes to standard error.")
    boolean areErrorsFailures;
    @Option(names = "--quoted-input", description = "Arguments are quoted strings with escapes.")
    boolean areArgumentsQuoted;

    @Option(names = "--raw", description = "Prints plain values (default when the output is no terminal).")
    boolean isRaw;
    @Option(names = "--no-raw", description = "Prints typed values (default on a terminal).")
    boolean isTyped;
    @Option(names = "--json", description = "Prints JSON.")
    boolean isJson;
    @Option(names = "--quoted-json", description = "Prints JSON of ASCII only.")
    boolean isQuotedJson;
    @Option(names = "--csv", description = "Prints comma-separated values.")
    boolean isCsv;
    @Option(names = "-d", paramLabel = "<text>", description = "Stands between values in plain output (default: \\n).")
    String elementDelimiter = "\n";
    @Option(names = "-D", paramLabel = "<text>", description = "Stands behind replies in plain output (default: \\n).")
    String replyDelimiter = "\n";
    @Option(names = "--color", paramLabel = "<when>", description = "auto, always or never: colours in typed output "
        + "(auto: on a terminal, unless NO_COLOR is set).")
    Colouring colouring = Colouring.AUTO;
    @Option(names = "--show-pushes", paramLabel = "<yes|no>", description = "Prints what the server pushes by RESP3 "
        + "(default: on a terminal).")
    YesNo arePushesShown;

    @Option(names = "--stat", description = "Prints a line of the server's figures every second.")
    boolean isStat;
    @Option(names = "--scan", description = "Prints all keys.")
    boolean isScan;
    @Option(names = "--pattern", paramLabel = "<glob>", description = "Which keys --scan, --bigkeys, --memkeys and "
        + "--hotkeys are about.")
    String pattern;
    @Option(names = "--quoted-pattern", paramLabel = "<glob>", description = "The same as a quoted string with "
        + "escapes.")
    String quotedPattern;
    @Option(names = "--bigkeys", description = "Looks for the largest key of each type.")
    boolean isBigKeys;
    @Option(names = "--memkeys", description = "Looks for the key of each type that takes the most memory.")
    boolean isMemoryKeys;
    @Option(names = "--memkeys-samples", paramLabel = "<n>", description = "The same; the server looks at n elements "
        + "of a key, or at all with 0.")
    Integer memorySampleCount;
    @Option(names = "--hotkeys", description = "Looks for the 16 keys used most often; needs one of the policies "
        + "maxmemory-policy *lfu.")
    boolean isHotKeys;
    @Option(names = "--latency", description = "Prints how many milliseconds PING takes: least, most, mean, count; for "
        + "ever on a terminal, else once after a second (-i).")
    boolean isLatency;
    @Option(names = "--pipe", description = "Sends requests in RESP from standard input, and counts the replies.")
    boolean isPipe;

    @Option(names = "--eval", paramLabel = "<file>", description = "Runs a script; the arguments are its keys, and "
        + "behind a comma of its own its other arguments: --eval script.lua key1 key2 , argument.")
    String script;
    @Option(names = {"--rdb", "--functions-rdb", "--replica"}, hidden = true, arity = "0..1")
    String replication;

    @Option(names = "--no-key-completion", description = "Doesn't ask the server for keys when TAB is pressed.")
    boolean areKeysNotCompleted;

    @Option(names = "-v", description = "Logs connections to standard error; -vv also requests and replies, without "
        + "passwords.")
    boolean[] verbosity = new boolean[0];
    @Option(names = "--loglevel", paramLabel = "<level>", description = "The same by name: warn, info, debug (-v), "
        + "trace (-vv).")
    LogLevel logLevel;
    @Option(names = "--help", usageHelp = true, description = "Prints this and exits.")
    boolean isHelp;
    @Option(names = "--version", versionHelp = true, description = "Prints the version and exits.")
    boolean isVersion;

    @Parameters(paramLabel = "[<command> [<argument>...]]", hideParamSyntax = true, description = "What to run.")
    List<String> command = new ArrayList<>();

    /** When to use colours. */
    enum Colouring { AUTO, ALWAYS, NEVER }

    /** A switch that is also off when it says so. */
    enum YesNo { YES, NO }

    /** How much to log. */
    enum LogLevel { WARN, INFO, DEBUG, TRACE }
}
