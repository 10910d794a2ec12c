package io.mltwin.machinelearning;

import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The query that every list of Azure ML's assets may have: {@code $top}, {@code $skip}, {@code $orderBy}
 * and {@code listViewType} ({@code Microsoft.MachineLearningServices}, 2023-04-01). Assets come
 * newest first, and a {@code nextLink} leads to the next page.
 *
 * @param top size of a page, 1 to 1000; 100 where the call names none
 * @param skip items that earlier pages had
 */
public record AssetListQuery(int top, int skip, boolean isOldestFirst, View view) {

    private static final int LARGEST_PAGE = 1000;
    private static final int USUAL_PAGE = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** {@code ListViewType}. */
    public enum View {
        ACTIVEONLY,
        ARCHIVEDONLY,
        ALL
    }

    /** A page of a list. */
    public record PageBody<T>(List<T> value, String nextLink) {}

    /**
     * Reads the query of a call.
     *
     * @throws AzureException 400 {@code UserError} for a value that it cannot have
     */
    public static AssetListQuery read(ArmCall call) {
        Map<String, String> query = call.query();
        int top = number("$top", query.get("$top"), USUAL_PAGE);
        invalidIf(top < 1 || top > LARGEST_PAGE, "$top", "$top is a whole number from 1 to %s.", LARGEST_PAGE);
        return new AssetListQuery(
                top,
                number("$skip", query.get("$skip"), 0),
                isOldestFirst(query.get("$orderby")),
                view(query.get("listviewtype")));
    }

    /**
     * Returns the query with the number in another parameter for {@code $skip}, where the call has
     * none of that name or 0.
     *
     * @throws AzureException 400 {@code UserError} for what is no whole number
     */
    public AssetListQuery withSkip(ArmCall call, String parameter) {
        return skip > 0
                ? this
                : new AssetListQuery(top, number(parameter, call.query().get(parameter), 0), isOldestFirst, view);
    }

    /** Returns true when the list has archived assets, or those that are not. */
    public boolean shows(boolean isArchived) {
        return view == View.ALL || isArchived == (view == View.ARCHIVEDONLY);
    }

    /** Returns the rows, which come newest first, in the order that the call asks for. */
    public <T> List<T> inOrder(List<T> rows) {
        List<T> ordered = new ArrayList<>(rows);
        if (isOldestFirst) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    /**
     * Cuts out the page.
     *
     * @param all items that the list has
     * @return with the address of the next page; null on the last one
     */
    public <T> PageBody<T> page(ArmCall call, List<T> all) {
        int from = Math.min(skip, all.size());
        int to = Math.min(from + top, all.size());
        return new PageBody<>(all.subList(from, to), to < all.size() ? nextLink(call, Integer.toString(to)) : null);
    }

    /** Returns the address of the page of a list that begins after what {@code skip} stands for. */
    public static String nextLink(ArmCall call, String skip) {
        Map<String, String> query = new LinkedHashMap<>(call.query());
        query.put("$skip", skip);
        return call.baseUrl()
                + UriEncoding.encodePath(call.id() + "/" + call.target().collection())
                + "?"
                + UriEncoding.encodeQuery(query);
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
            default -> throw invalid("$orderBy", "$orderBy is 'createdtime asc' or 'createdtime desc'.");
        };
    }

    private static View view(String text) {
        try {
            return text == null ? View.ACTIVEONLY : View.valueOf(AsciiCase.upper(text));
        } catch (IllegalArgumentException unknown) {
            throw invalid("listViewType", "listViewType is one of ActiveOnly, ArchivedOnly and All.");
        }
    }
}
