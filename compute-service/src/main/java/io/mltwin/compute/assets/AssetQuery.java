package io.mltwin.compute.assets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a list of assets or of versions asks for: {@code $orderBy}, {@code $top}, {@code $skip},
 * {@code listViewType}, {@code $tags}, {@code stage}, and of code its {@code hash}.
 *
 * @param skip items that earlier pages had
 * @param tags name and value, or a name alone with a null value
 */
record AssetQuery(
        int top,
        int skip,
        boolean isOldestFirst,
        View view,
        Map<String, String> tags,
        String stage,
        String hash,
        String hashVersion) {

    private static final String HASH_VERSION = "hash_version";
    private static final int LARGEST_PAGE = 1000;
    private static final int USUAL_PAGE = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** {@code ListViewType}. */
    enum View {
        ACTIVEONLY,
        ARCHIVEDONLY,
        ALL
    }

    /**
     * Reads the query.
     *
     * @throws AzureException 400
     */
    static AssetQuery read(ArmCall call) {
        Map<String, String> query = call.query();
        int top = number("$top", query.get("$top"), USUAL_PAGE);
        if (top < 1 || top > LARGEST_PAGE) {
            throw invalid("$top", "$top is a whole number from 1 to " + LARGEST_PAGE + ".");
        }
        return new AssetQuery(
                top,
                number("$skip", query.get("$skip"), 0),
                isOldestFirst(query.get("$orderby")),
                view(query.get("listviewtype")),
                tags(query.get("$tags")),
                query.get("stage"),
                query.get("hash"),
                query.get("hashversion"));
    }

    boolean shows(boolean isArchived) {
        return view == View.ALL || isArchived == (view == View.ARCHIVEDONLY);
    }

    boolean matches(AssetVersion version) {
        Map<String, String> there = version.properties().tags();
        boolean isOfHash =
                hashVersion == null
                        || hashVersion.equals(version.properties().properties().get(HASH_VERSION));
        return isOfHash
                && (stage == null || AsciiCase.equal(stage, version.properties().stage()))
                && tags.entrySet().stream()
                        .allMatch(
                                tag ->
                                        tag.getValue() == null
                                                ? there.containsKey(tag.getKey())
                                                : tag.getValue().equals(there.get(tag.getKey())));
    }

    /** Sorts the rows, which come newest first, as the request asks. */
    <T> List<T> inOrder(List<T> rows) {
        List<T> ordered = new ArrayList<>(rows);
        if (isOldestFirst) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    /** The page, with the link to the next one where there is more. */
    ObjectNode page(ArmCall call, List<ObjectNode> all, ObjectMapper json) {
        int from = Math.min(skip, all.size());
        int to = Math.min(from + top, all.size());
        ObjectNode page = json.createObjectNode();
        page.putArray("value").addAll(all.subList(from, to));
        if (to < all.size()) {
            Map<String, String> query = new LinkedHashMap<>(call.query());
            query.put("$skip", Integer.toString(to));
            page.put(
                    "nextLink",
                    call.baseUrl()
                            + UriEncoding.encodePath(call.id() + "/" + call.target().collection())
                            + query.entrySet().stream()
                                    .map(
                                            one ->
                                                    UriEncoding.encodeQueryValue(one.getKey())
                                                            + "="
                                                            + UriEncoding.encodeQueryValue(
                                                                    one.getValue()))
                                    .collect(Collectors.joining("&", "?", "")));
        }
        return page;
    }

    private static int number(String name, String text, int usual) {
        if (text == null) {
            return usual;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw invalid(name, name + " is a whole number.");
        }
        return Integer.parseInt(text);
    }

    private static boolean isOldestFirst(String order) {
        if (order == null) {
            return false;
        }
        return switch (AsciiCase.lower(order.strip())) {
            case "createdtime desc", "createdatdesc" -> false;
            case "createdtime", "createdtime asc", "createdatasc" -> true;
            default ->
                    throw invalid(
                            "$orderBy", "$orderBy is 'createdtime asc' or 'createdtime desc'.");
        };
    }

    private static View view(String text) {
        try {
            return text == null ? View.ACTIVEONLY : View.valueOf(AsciiCase.upper(text));
        } catch (IllegalArgumentException unknown) {
            throw invalid(
                    "listViewType", "listViewType is one of ActiveOnly, ArchivedOnly and All.");
        }
    }

    private static Map<String, String> tags(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (text != null) {
            for (String tag : text.split(",")) {
                int equals = tag.indexOf('=');
                if (equals < 0) {
                    tags.put(tag.strip(), null);
                } else {
                    tags.put(tag.substring(0, equals).strip(), tag.substring(equals + 1).strip());
                }
            }
        }
        return tags;
    }

    private static AzureException invalid(String target, String message) {
        return AssetErrors.invalid(target, message);
    }
}
