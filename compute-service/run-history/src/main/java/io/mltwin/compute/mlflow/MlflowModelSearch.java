package io.mltwin.compute.mlflow;

import io.mltwin.compute.mlflow.MlflowModelMapper.Place;
import io.mltwin.compute.mlflow.registry.RegisteredModel;
import io.mltwin.compute.mlflow.search.SearchField.Kind;
import io.mltwin.compute.mlflow.search.SearchFields;
import io.mltwin.compute.mlflow.search.SearchFilter;
import io.mltwin.compute.mlflow.search.SearchOrder;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code registered-models/search} and {@code model-versions/search}. */
final class MlflowModelSearch {

    private static final int USUAL_MODELS = 100;
    private static final int MOST_MODELS = 1_000;
    private static final int USUAL_VERSIONS = 10_000;
    private static final int MOST_VERSIONS = 200_000;

    private static final SearchFields OF_MODELS = new SearchFields(
            Set.of(Kind.TAG, Kind.ATTRIBUTE),
            Map.of(
                    "name", false,
                    "creation_timestamp", true,
                    "last_updated_timestamp", true));
    private static final SearchFields OF_VERSIONS = new SearchFields(
            Set.of(Kind.TAG, Kind.ATTRIBUTE),
            Map.of(
                    "name", false,
                    "run_id", false,
                    "source_path", false,
                    "version_number", true,
                    "creation_timestamp", true,
                    "last_updated_timestamp", true));

    private MlflowModelSearch() {}

    /** Returns a page of models, by name unless another order is asked for. */
    static PageBody<RegisteredModel> models(List<RegisteredModel> all, ModelRequest.Search request) {
        SearchFilter filter = SearchFilter.parse(request.filter(), OF_MODELS);
        SearchOrder order = SearchOrder.parse(request.orderBy(), OF_MODELS);
        List<RegisteredModel> found = all.stream()
                .filter(model -> filter.matches(field -> MlflowModelMapper.value(model, field)))
                .sorted(order.comparator(MlflowModelMapper::value, Comparator.comparing(RegisteredModel::name)))
                .toList();
        return page(found, request, USUAL_MODELS, MOST_MODELS);
    }

    /** Returns a page of versions, those that changed last first unless otherwise asked for. */
    static PageBody<Place> versions(List<RegisteredModel> all, ModelRequest.Search request) {
        SearchFilter filter = SearchFilter.parse(request.filter(), OF_VERSIONS);
        SearchOrder order = SearchOrder.parse(request.orderBy(), OF_VERSIONS);
        List<Place> found = all.stream()
                .flatMap(model -> model.versions().stream().map(version -> new Place(model, version)))
                .filter(place -> filter.matches(field -> MlflowModelMapper.value(place, field)))
                .sorted(order.comparator(MlflowModelMapper::value, lastChangedFirst()))
                .toList();
        return page(found, request, USUAL_VERSIONS, MOST_VERSIONS);
    }

    private static <T> PageBody<T> page(List<T> found, ModelRequest.Search request, int usual, int most) {
        int size = MlflowValidator.maxResults(MlflowValidator.count(request.maxResults()), usual, most);
        return PageBody.of(found, new QueryBody(null, request.pageToken(), null, size));
    }

    private static Comparator<Place> lastChangedFirst() {
        return Comparator.comparing((Place place) -> place.version().modifiedTime())
                .reversed()
                .thenComparing(place -> place.model().name())
                .thenComparing(
                        Comparator.comparing((Place place) -> place.version().version())
                                .reversed());
    }
}
