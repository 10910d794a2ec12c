package io.mltwin.workspace.groups;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.TextCase;
import io.mltwin.workspace.index.FilterTerms;
import java.util.Map;
import java.util.Set;

/** {@code $filter} of the list of groups: {@code tagName eq 'a' and tagValue eq 'b'}. */
record GroupFilter(String tagName, String tagValue) {

    private static final Set<String> TERMS = Set.of("tagname", "tagvalue");

    /**
     * Reads it; null accepts all.
     *
     * @throws AzureException 400 {@code InvalidFilterInQueryString}
     */
    static GroupFilter parse(String filter) {
        Map<String, String> terms = FilterTerms.parse(filter, TERMS);
        return new GroupFilter(terms.get("tagname"), terms.get("tagvalue"));
    }

    boolean accepts(ResourceGroupBody group) {
        if (tagName == null) {
            return true;
        }
        return group.tags().entrySet().stream()
                .anyMatch(tag -> TextCase.equal(tag.getKey(), tagName)
                        && (tagValue == null || tag.getValue().equals(tagValue)));
    }
}
