package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Pages of the lists of groups and resources: {@code $top} items, at most a thousand, then an
 * absolute {@code nextLink} with a {@code $skiptoken}. Items come in the order of their ids, and a
 * token names the last one seen, so that what is made or deleted meanwhile shifts nothing.
 */
final class ListPages {

    private static final Set<String> PAGED =
            Set.of(
                    "microsoft.resources/subscriptions/resourcegroups",
                    "microsoft.resources/subscriptions/resources",
                    "microsoft.resources/subscriptions/resourcegroups/resources");
    private static final int LARGEST = 1000;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
    private static final String TOP = "$top";
    private static final String SKIP_TOKEN = "$skiptoken";

    private ListPages() {}

    private static boolean isPaged(ArmCall call) {
        return call.isList() && PAGED.contains(AsciiCase.lower(call.target().type()));
    }

    /**
     * Refuses what is no page of such a list.
     *
     * @throws AzureFault 400
     */
    static void check(ArmCall call) {
        if (isPaged(call)) {
            size(call);
            after(call);
        }
    }

    /** The page that the call asks for, of all the items that its caller may see. */
    static ArmAnswer cut(ArmCall call, String rawPath, ArmAnswer answer) {
        if (!isPaged(call) || !answer.body().path("value").isArray()) {
            return answer;
        }
        List<JsonNode> left = new ArrayList<>();
        String after = after(call);
        for (JsonNode item : answer.body().path("value")) {
            if (after == null || key(item).compareTo(after) > 0) {
                left.add(item);
            }
        }
        left.sort(Comparator.comparing(ListPages::key));
        int size = size(call);
        List<JsonNode> page = left.size() > size ? left.subList(0, size) : left;
        ObjectNode body = answer.body().deepCopy();
        ArrayNode value = body.putArray("value");
        page.forEach(value::add);
        if (page.size() < left.size()) {
            body.put("nextLink", next(call, rawPath, key(page.get(page.size() - 1))));
        }
        return new ArmAnswer(answer.status(), body, answer.operationId(), answer.headers());
    }

    private static String key(JsonNode item) {
        return AsciiCase.lower(item.path("id").asText());
    }

    private static int size(ArmCall call) {
        String top = call.query().get(TOP);
        if (top == null) {
            return LARGEST;
        }
        if (!NUMBER.matcher(top).matches() || Integer.parseInt(top) > LARGEST) {
            throw new AzureFault(
                    400,
                    "InvalidTopInQueryString",
                    "Invalid $top '"
                            + top
                            + "' specified in the query string: give a whole number from 1 to "
                            + LARGEST
                            + ".");
        }
        return Integer.parseInt(top);
    }

    private static String after(ArmCall call) {
        String token = call.query().get(SKIP_TOKEN);
        if (token == null) {
            return null;
        }
        try {
            String key = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            String scope = call.id().key();
            if (key.startsWith(scope + "/") && token(key).equals(token)) {
                return key;
            }
        } catch (IllegalArgumentException noBase64) {
            // refused below
        }
        throw new AzureFault(
                400,
                "InvalidSkipToken",
                "The $skiptoken is none that a nextLink of this list gave: follow nextLink as it is.");
    }

    private static String token(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String next(ArmCall call, String rawPath, String last) {
        Map<String, String> query = new LinkedHashMap<>(call.query());
        query.put(SKIP_TOKEN, token(last));
        return call.baseUrl()
                + rawPath
                + query.entrySet().stream()
                        .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
