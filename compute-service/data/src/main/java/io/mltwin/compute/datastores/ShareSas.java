package io.mltwin.compute.datastores;

import io.mltwin.encoding.UriEncoding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service SAS for the directories and files of one share, signed with the account's key ("Create
 * a service SAS", 2020-10-02).
 */
final class ShareSas {

    private static final String VERSION = "2020-10-02";

    /** As it stands in what is signed. */
    static final String SERVICE = "file";

    static final String ALL = "rcwdl";
    static final String READ = "rl";

    /** To make directories and files, and to read them. */
    static final String MAKE = "rcw";

    private ShareSas() {}

    /**
     * Returns the query that opens a share.
     *
     * @param permissions in the order that Azure wants
     */
    static String of(String account, String accountKey, String share, String permissions, Instant expiry) {
        String end = expiry.truncatedTo(ChronoUnit.SECONDS).toString();
        // sp, st, se, resource, si, sip, spr, sv, and five response headers
        String signed = String.join(
                "\n",
                permissions,
                "",
                end,
                "/file/" + account + "/" + share,
                "",
                "",
                "https",
                VERSION,
                "",
                "",
                "",
                "",
                "");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sv", VERSION);
        query.put("sr", "s");
        query.put("sp", permissions);
        query.put("se", end);
        query.put("spr", "https");
        query.put("sig", ContainerSas.sign(accountKey, signed));
        return UriEncoding.encodeQuery(query);
    }
}
