package io.mltwin.keyvault.objects.paging;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.QueryString;
import io.mltwin.tokencheck.CallerContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * The page of a list that a request asks for.
 *
 * @param after the key the page before ended with, empty for the first page
 */
public record PageRequest(String apiVersion, int size, String after) {

    /**
     * The number of items that Azure Resource Manager is shown at most, since it gets one page
     * only.
     */
    public static final int MOST = 1000;

    private static final int LARGEST = 25;

    /** Reads the query of the call that is answered. */
    public static PageRequest of(CallerContext caller) {
        return of(QueryString.parse(caller.request().query()));
    }

    /** Reads the decoded query, with names in lower case. */
    public static PageRequest of(Map<String, String> query) {
        String size = query.get("maxresults");
        String token = query.get("$skiptoken");
        return new PageRequest(
                query.get("api-version"), size == null ? LARGEST : size(size), token == null ? "" : decode(token));
    }

    private static int size(String text) {
        badParameterIf(
                !text.matches("\\d{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST,
                "maxresults must be from 1 to %s.",
                LARGEST);
        return Integer.parseInt(text);
    }

    /** Returns the absolute link to the page after {@code last}. */
    public String next(String listUrl, String last) {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
        return listUrl + "?api-version=" + apiVersion + "&$skiptoken=" + token + "&maxresults=" + size;
    }

    /**
     * Returns the sequence number after which a list of versions goes on.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter} for a token of another list
     */
    public long afterSequence() {
        if (after.isEmpty()) {
            return 0;
        }
        badParameterIf(!after.matches("\\d{1,18}"), "The $skiptoken is none of this list's.");
        return Long.parseLong(after);
    }

    private static String decode(String token) {
        try {
            String after = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (after.indexOf('\0') < 0) {
                return after;
            }
        } catch (IllegalArgumentException malformed) {
            throw foreignToken();
        }
        throw foreignToken();
    }

    private static AzureException foreignToken() {
        return badParameter("The $skiptoken is none of this service's.");
    }
}
