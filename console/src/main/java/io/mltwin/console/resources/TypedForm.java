package io.mltwin.console.resources;

import io.mltwin.console.page.ShownError;
import io.mltwin.console.page.TypedText;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The typed fields of a form that Azure refused, to be shown again; empty when there are none.
 *
 * @param form {@code tags} or {@code lock}; empty for none
 * @param problem null for none
 */
public record TypedForm(
        String form,
        ShownError problem,
        Map<String, String> tags,
        String lockName,
        String lockLevel,
        String lockNotes) {

    static final TypedForm NOTHING = new TypedForm("", null, Map.of(), "", "", "");

    static TypedForm tags(Map<String, String> tags, ShownError problem) {
        return new TypedForm("tags", problem, tags, "", "", "");
    }

    static TypedForm lock(MultivaluedMap<String, String> form, ShownError problem) {
        return new TypedForm(
                "lock",
                problem,
                Map.of(),
                TypedText.stripped(form, "name"),
                TypedText.stripped(form, "level"),
                TypedText.stripped(form, "notes"));
    }

    /** Reads the tags of a form: pairs of {@code name} and {@code value}; without a name none. */
    static Map<String, String> readTags(MultivaluedMap<String, String> form) {
        List<String> names = form.getOrDefault("name", List.of());
        List<String> values = form.getOrDefault("value", List.of());
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            if (!name.isEmpty()) {
                tags.put(name, i < values.size() ? values.get(i) : "");
            }
        }
        return tags;
    }

    public boolean isOf(String name) {
        return form.equals(name);
    }
}
