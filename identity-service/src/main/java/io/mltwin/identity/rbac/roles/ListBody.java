package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.UriEncoding;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A page of a collection of ARM. {@code nextLink} is the address of the next page.
 *
 * @param nextLink null on the last page
 */
public record ListBody<T>(List<T> value, String nextLink) {

    static final int PAGE = 500;
    private static final String SKIP_TOKEN = "$skiptoken";

    /** Returns the page that the call asks for. */
    public static <S, T> ListBody<T> page(ArmCall call, List<S> items, Function<S, T> toBody) {
        int from = start(call.query().get(SKIP_TOKEN));
        int to = Math.min(items.size(), from + PAGE);
        List<T> page = from >= to
                ? List.of()
                : items.subList(from, to).stream().map(toBody).toList();
        return new ListBody<>(page, to < items.size() ? nextLink(call, to) : null);
    }

    private static int start(String token) {
        if (token == null) {
            return 0;
        }
        invalidRequestContentIf(!token.matches("\\d{1,7}"), "The $skipToken '%s' is not one that was given.", token);
        return Integer.parseInt(token);
    }

    private static String nextLink(ArmCall call, int from) {
        StringBuilder link = new StringBuilder(call.baseUrl());
        if (!call.id().isRoot()) {
            link.append(call.id());
        }
        link.append("/providers/").append(call.target().type());
        char separator = '?';
        for (Map.Entry<String, String> parameter : call.query().entrySet()) {
            if (!parameter.getKey().equals(SKIP_TOKEN)) {
                link.append(separator)
                        .append(encode(parameter.getKey()))
                        .append('=')
                        .append(encode(parameter.getValue()));
                separator = '&';
            }
        }
        return link.append(separator).append("$skipToken=").append(from).toString();
    }

    private static String encode(String text) {
        return UriEncoding.encodeQueryValue(text).replace("%24", "$");
    }
}
