package io.mltwin.workspace.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.index.FilterTerms;
import io.mltwin.workspace.index.IndexedResource;
import java.util.Map;
import java.util.Set;

/** {@code $filter} of the lists of resources: by type, name, group, location or tag. */
record ResourceFilter(Map<String, String> terms) {

    private static final Set<String> TERMS =
            Set.of("resourcetype", "name", "resourcegroup", "location", "tagname", "tagvalue");

    static ResourceFilter parse(String filter) {
        return new ResourceFilter(FilterTerms.parse(filter, TERMS));
    }

    boolean accepts(IndexedResource resource) {
        return matches("resourcetype", resource.id().type())
                && matches("name", resource.id().name())
                && matches("resourcegroup", resource.id().resourceGroup())
                && matches("location", resource.location())
                && matchesTag(resource.tags());
    }

    private boolean matches(String term, String value) {
        String wanted = terms.get(term);
        return wanted == null || wanted.equalsIgnoreCase(value);
    }

    private boolean matchesTag(JsonNode tags) {
        String name = terms.get("tagname");
        if (name == null) {
            return true;
        }
        JsonNode value = tags.path(name);
        return value.isTextual()
                && (!terms.containsKey("tagvalue") || terms.get("tagvalue").equals(value.asText()));
    }
}
