package io.mltwin.workspace.storage.signature;

/**
 * Makes the text that is signed in a shared access signature with an account key, by its version
 * {@code sv}: "Create a service SAS" and "Create an account SAS", 2015-04-05 and later; with a user
 * delegation key "Create a user delegation SAS", 2018-11-09 and later.
 */
public final class SasSignature {

    /** From this version on a signature covers address and protocol, and may be an account's. */
    public static final String OLDEST = "2015-04-05";

    /**
     * From this version on the signature covers {@code sr} and the snapshot time, and may be made
     * with a user delegation key.
     */
    public static final String WITH_RESOURCE = "2018-11-09";

    /** From this version on it covers the encryption scope. */
    private static final String WITH_ENCRYPTION_SCOPE = "2020-12-06";

    /** From this version on a user delegation signature covers agents and correlation. */
    private static final String WITH_AGENTS = "2020-02-10";

    /** From this version on it covers the user it is delegated to. */
    private static final String WITH_DELEGATED_USER = "2025-07-05";

    /** From this version on it covers headers and parameters of the request. */
    private static final String WITH_REQUEST = "2026-04-06";

    private SasSignature() {}

    /**
     * Returns the string signed for one container or blob.
     *
     * @param resource {@code /blob/account/container[/blob]}, decoded
     */
    public static String service(QueryParameters query, String resource) {
        StringBuilder text = new StringBuilder();
        append(text, query, "sp", "st", "se");
        text.append(resource).append('\n');
        append(text, query, "si", "sip", "spr", "sv");
        if (coversResource(query)) {
            append(text, query, "sr", snapshot(query));
        }
        if (hasEncryptionScope(query)) {
            append(text, query, "ses");
        }
        append(text, query, "rscc", "rscd", "rsce", "rscl", "rsct");
        return text.substring(0, text.length() - 1);
    }

    /** Returns the query parameter that is signed as the time of the snapshot or version. */
    private static String snapshot(QueryParameters query) {
        return switch (query.orEmpty("sr")) {
            case "bs" -> "snapshot";
            case "bv" -> "versionid";
            default -> "";
        };
    }

    /**
     * Returns the string signed for a share or file.
     *
     * @param resource {@code /file/account/share[/path]}, decoded
     */
    public static String file(QueryParameters query, String resource) {
        StringBuilder text = new StringBuilder();
        append(text, query, "sp", "st", "se");
        text.append(resource).append('\n');
        append(text, query, "si", "sip", "spr", "sv", "rscc", "rscd", "rsce", "rscl", "rsct");
        return text.substring(0, text.length() - 1);
    }

    /** Returns the string signed with a user delegation key for one container or blob. */
    public static String delegation(QueryParameters query, String resource) {
        String version = query.orEmpty("sv");
        StringBuilder text = new StringBuilder();
        append(text, query, "sp", "st", "se");
        text.append(resource).append('\n');
        append(text, query, "skoid", "sktid", "skt", "ske", "sks", "skv");
        if (version.compareTo(WITH_AGENTS) >= 0) {
            append(text, query, "saoid", "suoid", "scid");
        }
        if (version.compareTo(WITH_DELEGATED_USER) >= 0) {
            append(text, query, "skdutid", "sduoid");
        }
        append(text, query, "sip", "spr", "sv", "sr", snapshot(query));
        if (hasEncryptionScope(query)) {
            append(text, query, "ses");
        }
        if (version.compareTo(WITH_REQUEST) >= 0) {
            append(text, query, "srh", "srq");
        }
        append(text, query, "rscc", "rscd", "rsce", "rscl", "rsct");
        return text.substring(0, text.length() - 1);
    }

    /** Returns the string signed for the whole account; it ends in a line break. */
    public static String account(QueryParameters query, String account) {
        StringBuilder text = new StringBuilder(account).append('\n');
        append(text, query, "sp", "ss", "srt", "st", "se", "sip", "spr", "sv");
        if (hasEncryptionScope(query)) {
            append(text, query, "ses");
        }
        return text.toString();
    }

    /** Returns whether a signature of this version covers {@code sr} and the snapshot. */
    public static boolean coversResource(QueryParameters query) {
        return query.orEmpty("sv").compareTo(WITH_RESOURCE) >= 0;
    }

    /** Returns whether a signature of this version covers {@code ses}. */
    public static boolean hasEncryptionScope(QueryParameters query) {
        return query.orEmpty("sv").compareTo(WITH_ENCRYPTION_SCOPE) >= 0;
    }

    private static void append(StringBuilder text, QueryParameters query, String... names) {
        for (String name : names) {
            text.append(query.orEmpty(name)).append('\n');
        }
    }
}
