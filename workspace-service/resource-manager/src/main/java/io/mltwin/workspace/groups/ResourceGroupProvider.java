package io.mltwin.workspace.groups;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.TextCase;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.index.FilterTerms;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Microsoft.Resources/subscriptions/resourceGroups. */
@Singleton
record ResourceGroupProvider(ResourceGroupService service) implements ResourceProvider {

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

    private static final String NOUN = "resource group";

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(ResourceGroupValidator.TYPE)
                .get(call -> service.get(call.id()))
                .headWithoutContent()
                .list(call ->
                        service.list(call.id(), GroupFilter.parse(call.query().get("$filter"))))
                .put(ResourceChange.reading(ResourceGroupBody.class, NOUN)
                        .validate((call, body) -> ResourceGroupValidator.validate(call.id(), body))
                        .apply((call, body) -> service.put(call.id(), body)))
                .patch(ResourceChange.reading(ResourceGroupBody.class, NOUN)
                        .apply((call, body) -> service.patch(call.id(), body)))
                .delete(service::delete)
                .build());
    }
}
