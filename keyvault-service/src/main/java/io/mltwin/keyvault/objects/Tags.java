package io.mltwin.keyvault.objects;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.resourceprovider.JsonColumn;
import java.util.List;
import java.util.Map;

/** Writes tags and lists of words into a column, and reads them. */
public final class Tags {

    private static final int MOST = 15;
    private static final int LONGEST = 256;

    private Tags() {}

    /**
     * Checks tags and writes them.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter} for more than 15, or longer
     *     ones than 256 characters
     */
    public static String write(Map<String, String> tags) {
        if (tags == null) {
            return "{}";
        }
        badParameterIf(tags.size() > MOST, "An object has at most %s tags.", MOST);
        tags.forEach((name, value) -> {
            badParameterIf(
                    value == null || name.length() > LONGEST || value.length() > LONGEST,
                    "A tag's name and value have at most %s characters.",
                    LONGEST);
        });
        return JsonColumn.write(tags);
    }

    public static Map<String, String> read(String column) {
        return JsonColumn.read(column, new TypeReference<Map<String, String>>() {});
    }

    /** Writes a list of words that was checked. */
    public static String writeWords(List<String> words) {
        return JsonColumn.write(words);
    }

    public static List<String> readWords(String column) {
        return JsonColumn.read(column, new TypeReference<List<String>>() {});
    }
}
