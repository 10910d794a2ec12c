package io.mltwin.workspace.search;

/** Maps between a search service's row and its wire form. */
final class SearchServiceMapper {

    private SearchServiceMapper() {}

    static SearchServiceBody body(SearchServiceEntity row) {
        return new SearchServiceBody(
                row.id,
                row.name,
                SearchServiceValidator.TYPE,
                row.location,
                row.tags,
                new SearchServiceBody.Sku(row.sku),
                null,
                new SearchServiceBody.Properties(
                        row.replicas, row.partitions, "default", "enabled", "running", "succeeded", null));
    }
}
