package io.mltwin.workspace.resources;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression;
import io.mltwin.odatafilter.FilterExpression.And;
import io.mltwin.odatafilter.FilterExpression.Or;
import io.mltwin.odatafilter.FilterParser;
import io.mltwin.resourceprovider.ListPage;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.ResourceIndex;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code resources} of a subscription or group, from ARM's index: what {@code az resource list}
 * shows.
 */
@Singleton
record ResourceListProvider(ResourceIndex index) implements ResourceProvider {

    /** Rows that are read at once where not all are shown. */
    private static final int BATCH = 100;

    /**
     * {@code $filter} of the lists of resources, in the grammar that Resources - List documents: terms
     * joined by {@code and} and {@code or}, of which {@code and} binds closer.
     *
     * @param alternatives each a list of terms that must all hold; none accepts all
     */
    record ResourceFilter(List<List<FilterTerm>> alternatives) {

        /**
         * Parses it; null and blank accept all.
         *
         * @throws AzureException 400 {@code InvalidFilterInQueryString}
         */
        static ResourceFilter parse(String filter) {
            if (isBlank(filter)) {
                return new ResourceFilter(List.of());
            }
            FilterExpression parsed;
            try {
                parsed = FilterParser.parse(filter);
            } catch (FilterException malformed) {
                throw FilterTerm.invalid(filter);
            }
            List<FilterExpression> alternatives = parsed instanceof Or or ? or.terms() : List.of(parsed);
            return new ResourceFilter(alternatives.stream()
                    .map(alternative -> terms(alternative, filter))
                    .toList());
        }

        private static List<FilterTerm> terms(FilterExpression alternative, String filter) {
            List<FilterExpression> terms = alternative instanceof And and ? and.terms() : List.of(alternative);
            return FilterTerm.withPairedTags(
                    terms.stream().map(term -> FilterTerm.of(term, filter)).toList(), filter);
        }

        boolean accepts(IndexedResource resource) {
            return alternatives.isEmpty()
                    || alternatives.stream().anyMatch(terms -> terms.stream().allMatch(term -> term.holds(resource)));
        }
    }

    /** A resource in ARM's generic lists. */
    record GenericResourceBody(
            String id,
            String name,
            String type,
            String location,
            String kind,
            JsonNode sku,
            JsonNode tags,
            Instant createdTime,
            Instant changedTime,
            String provisioningState) {

        static final Set<String> EXPANDABLE = Set.of("createdtime", "changedtime", "provisioningstate");

        /** With the times and the state only when {@code $expand} names them. */
        static GenericResourceBody of(IndexedResource resource, Set<String> expand) {
            return new GenericResourceBody(
                    resource.id().toString(),
                    resource.id().name(),
                    resource.id().type(),
                    resource.location(),
                    resource.kind(),
                    resource.sku(),
                    resource.tags(),
                    expand.contains("createdtime") ? resource.createdAt() : null,
                    expand.contains("changedtime") ? resource.changedAt() : null,
                    expand.contains("provisioningstate") ? resource.provisioningState() : null);
        }
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named("Microsoft.Resources/subscriptions/resources")
                        .list(this::page)
                        .build(),
                ResourceType.named("Microsoft.Resources/subscriptions/resourceGroups/resources")
                        .list(this::page)
                        .build());
    }

    /** The items of the page and one more; all that follow where the caller may see only some of them. */
    private List<GenericResourceBody> page(ArmCall call) {
        ResourceFilter filter = ResourceFilter.parse(call.query().get("$filter"));
        Set<String> expand = expand(call.query().getOrDefault("$expand", ""));
        ListPage page = ListPage.read(call, ListPage.LARGEST);
        int wanted = page.size() + 1;
        int batch = call.showsAll() && filter.alternatives().isEmpty() ? wanted : Math.max(wanted, BATCH);
        List<GenericResourceBody> items = new ArrayList<>();
        String after = page.after();
        List<IndexedResource> read;
        do {
            read = index.page(call.id(), after, batch);
            for (IndexedResource resource : read) {
                after = resource.id().key();
                if (filter.accepts(resource)) {
                    items.add(GenericResourceBody.of(resource, expand));
                }
            }
        } while (read.size() == batch && (items.size() < wanted || !call.showsAll()));
        return items;
    }

    private static Set<String> expand(String given) {
        Set<String> parts = new HashSet<>();
        for (String part : given.split(",")) {
            String name = AsciiCase.lower(part.trim());
            badRequestIf(
                    !name.isEmpty() && !GenericResourceBody.EXPANDABLE.contains(name),
                    "InvalidExpandInQueryString",
                    "Invalid $expand '%s' specified in the query string: give createdTime, changedTime,"
                            + " provisioningState.",
                    given);
            parts.add(name);
        }
        return parts;
    }
}
