package io.mltwin.scoring.models.assets;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a list of models or of versions asks for.
 *
 * @param skip items that earlier pages had
 * @param filter by texts
 * @param version alone, or null
 */
record ModelVersionQuery(
        int top,
        int skip,
        boolean isOldestFirst,
        View view,
        ModelFilter filter,
        String version,
        String stage) {

    private static final int LARGEST_PAGE = 1000;
    private static final int USUAL_PAGE = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** {@code ListViewType}. */
    enum View {
        ACTIVEONLY,
        ARCHIVEDONLY,
        ALL
    }

    /** A page of a list. */
    record PageBody(List<ModelVersionBody> value, String nextLink) {}

    /**
     * Reads the query.
     *
     * @throws AzureException 400 for a value that it cannot have, 501 for a feed
     */
    static ModelVersionQuery read(ArmCall call) {
        Map<String, String> query = call.query();
        if (query.get("feed") != null) {
            throw AzureException.settingNotBuilt(
                    "feed", "there are no registries of models", "Leave it out.");
        }
        int top = number("$top", query.get("$top"), USUAL_PAGE);
        if (top < 1 || top > LARGEST_PAGE) {
            throw invalid("$top", "$top is a whole number from 1 to " + LARGEST_PAGE + ".");
        }
        int skip = number("$skip", query.get("$skip"), 0);
        return new ModelVersionQuery(
                top,
                skip == 0 ? number("offset", query.get("offset"), 0) : skip,
                isOldestFirst(query.get("$orderby")),
                view(query.get("listviewtype")),
                new ModelFilter(
                        null,
                        null,
                        query.get("description"),
                        query.get("tags"),
                        query.get("properties"),
                        null),
                query.get("version"),
                query.get("stage"));
    }

    boolean shows(boolean isArchived) {
        return view == View.ALL || isArchived == (view == View.ARCHIVEDONLY);
    }

    boolean shows(ModelEntity model) {
        return shows(model.isArchived)
                && filter.passes(model)
                && (version == null || version.equals(Integer.toString(model.version)))
                && (stage == null || AsciiCase.equal(stage, model.stage));
    }

    /** Cuts out the page, with the link to the next one where there is more. */
    PageBody page(ArmCall call, List<ModelVersionBody> all) {
        int from = Math.min(skip, all.size());
        int to = Math.min(from + top, all.size());
        return new PageBody(all.subList(from, to), to < all.size() ? nextLink(call, to) : null);
    }

    private static String nextLink(ArmCall call, int skip) {
        Map<String, String> query = new LinkedHashMap<>(call.query());
        query.put("$skip", Integer.toString(skip));
        return call.baseUrl()
                + UriEncoding.encodePath(call.id() + "/" + call.target().collection())
                + query.entrySet().stream()
                        .map(
                                one ->
                                        UriEncoding.encodeQueryValue(one.getKey())
                                                + "="
                                                + UriEncoding.encodeQueryValue(one.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
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

    private static AzureException invalid(String target, String message) {
        return ModelVersionErrors.invalid(target, message);
    }
}
