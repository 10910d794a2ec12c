package io.mltwin.sandbox;

/** The kinds of sandbox between a script and the platform, strongest first. */
public enum SandboxKind {
    /** Namespaces of its own, by Debian's {@code bubblewrap}. */
    BUBBLEWRAP("bubblewrap"),
    /** A user of its own, by {@code setpriv} of util-linux. */
    OTHER_USER("other-user"),
    /** The user of the platform; limits only. */
    NONE("none");

    private final String key;

    SandboxKind(String key) {
        this.key = key;
    }

    /** Returns the word for settings and JSON. */
    public String key() {
        return key;
    }

    /** One plain sentence for a person, as the first line of a log. */
    public String sentence() {
        return switch (this) {
            case BUBBLEWRAP ->
                "The script runs in a sandbox made by bubblewrap: it sees its own folder,"
                        + " its environment and its own processes.";
            case OTHER_USER ->
                "The script runs as a user of its own, without a sandbox: the files and"
                        + " environments of others are closed to it, the names of processes"
                        + " are not.";
            case NONE ->
                "The script runs as the user of the platform, without a sandbox: run only"
                        + " scripts that you would run by hand.";
        };
    }
}
