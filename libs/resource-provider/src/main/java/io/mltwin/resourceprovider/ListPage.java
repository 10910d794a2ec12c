package io.mltwin.resourceprovider;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The page of a list that a call asks for: {@code $top} items, then an absolute {@code nextLink}
 * with a {@code $skiptoken}. Items come in the order of their ids, and a token names the last one
 * seen, so that what is made or deleted meanwhile shifts nothing.
 */
public final class ListPage {

    /** Most items of a page of Azure Resource Manager's own lists. */
    public static final int LARGEST = 1000;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String TOP = "$top";
    private static final String SKIP_TOKEN = "$skiptoken";

    private final ArmCall call;
    private final int size;
    private final String after;

    private ListPage(ArmCall call, int size, String after) {
        this.call = call;
        this.size = size;
        this.after = after;
    }

    /**
     * Reads what the call asks for.
     *
     * @param largest number of items of a page, also when the call names none
     * @throws AzureException 400 {@code InvalidTopInQueryString} or {@code InvalidSkipToken}
     */
    public static ListPage read(ArmCall call, int largest) {
        return new ListPage(call, size(call, largest), after(call));
    }

    /**
     * Returns the number of items that the call asks for, for a list that is shortened and has no
     * pages.
     *
     * @throws AzureException 400 {@code InvalidTopInQueryString}
     */
    public static int size(ArmCall call, int largest) {
        String top = call.query().get(TOP);
        if (top == null) {
            return largest;
        }
        badRequestIf(
                !NUMBER.matcher(top).matches() || Integer.parseInt(top) > largest,
                "InvalidTopInQueryString",
                "Invalid $top '%s' specified in the query string: give a whole number from 1 to %s.",
                top,
                largest);
        return Integer.parseInt(top);
    }

    /** Returns the number of items of the page. */
    public int size() {
        return size;
    }

    /** Returns the key that the items of the page follow, empty for the first page. */
    public String after() {
        return after;
    }

    /**
     * Returns the page, of all the items that the caller may see.
     *
     * @param list a body with the items in {@code value}, or with those of the page and one more
     * @param path of the request, as the client wrote it
     */
    public ObjectNode cut(JsonNode list, String path) {
        NavigableMap<String, JsonNode> page = new TreeMap<>();
        boolean isCut = false;
        for (JsonNode item : list.path("value")) {
            String key = key(item);
            if (key.compareTo(after) > 0) {
                page.put(key, item);
                if (page.size() > size) {
                    page.pollLastEntry();
                    isCut = true;
                }
            }
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) list);
        body.putArray("value").addAll(page.values());
        if (isCut) {
            body.put("nextLink", nextLink(path, page.lastKey()));
        }
        return body;
    }

    private static String key(JsonNode item) {
        return AsciiCase.lower(item.path("id").asText());
    }

    private static String after(ArmCall call) {
        String token = call.query().get(SKIP_TOKEN);
        if (token == null) {
            return "";
        }
        try {
            String key = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (key.startsWith(call.id().key() + "/")
                    && key.indexOf('\0') < 0
                    && token(key).equals(token)) {
                return key;
            }
        } catch (IllegalArgumentException noBase64) {
            // refused below
        }
        throw badRequest(
                "InvalidSkipToken",
                "The $skiptoken is none that a nextLink of this list gave: follow nextLink as it is.");
    }

    private static String token(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private String nextLink(String path, String last) {
        Map<String, String> query = new LinkedHashMap<>(call.query());
        query.put(SKIP_TOKEN, token(last));
        return call.baseUrl() + path + "?" + UriEncoding.encodeQuery(query);
    }
}
