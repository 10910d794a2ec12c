package io.mltwin.sandbox;

/**
 * What a script puts in the place of a file or folder of its own, in shell: {@code $1} is the
 * place, {@code $2} a folder of the platform's with {@code key.pem} in it.
 */
enum Attack {
    LINK_TO_FOLDER("ln -s \"$2\" \"$1\""),
    LINK_TO_FILE("ln -s \"$2/key.pem\" \"$1\""),
    LINK_WITHIN("mkdir -p \"$1\"; ln -s \"$2\" \"$1/in\"; ln -s \"$2/key.pem\" \"$1/key.pem\""),
    LINK_UPWARDS("ln -s .. \"$1\""),
    HARD_LINK("mkdir -p \"$1\"; ln \"$2/key.pem\" \"$1/key.pem\" || true"),
    PIPE("mkfifo \"$1\""),
    PIPE_WITHIN("mkdir -p \"$1\"; mkfifo \"$1/pipe\""),
    DEVICE("mkdir -p \"$1\"; mknod \"$1/memory\" c 1 1 || true"),
    CLOSED("mkdir -p \"$1/in\"; echo mine > \"$1/in/file\"; chmod 000 \"$1/in/file\" \"$1/in\" \"$1\""),
    READ_ONLY("mkdir -p \"$1/in\"; echo mine > \"$1/in/file\"; chmod 500 \"$1/in\" \"$1\""),
    /** Beyond the longest path. */
    DEEP(nested(200)),
    /** Beyond what handles there are. */
    DEEPEST(nested(5_000)),
    NEW_LINE("mkdir -p \"$1\"; echo mine > \"$1/a\nb\"; ln -s \"$2\" \"$1/c\nd\""),
    ODD_NAMES("mkdir -p \"$1\"; perl -e 'open F, \">\", $ARGV[0].\"/\\xff\\xfe\"' \"$1\"");

    private final String shell;

    Attack(String shell) {
        this.shell = shell;
    }

    private static String nested(int times) {
        return ("perl -e 'mkdir $ARGV[0]; chdir $ARGV[0];"
                        + " for (1..%d) { mkdir \"d\" x 40; chdir \"d\" x 40 or die }"
                        + " open F, \">\", \"file\"; print F \"mine\"; chmod 0, \".\"' \"$1\"")
                .formatted(times);
    }

    /** Returns the attack as a script, which first makes the folders above the place. */
    String script(String place, java.nio.file.Path closed) {
        return "set -- '%s' '%s'; rm -rf \"$1\"; mkdir -p \"$(dirname \"$1\")\"; %s".formatted(place, closed, shell);
    }
}
