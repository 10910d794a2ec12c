package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.forbidden;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.notBuilt;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentBody.ModifyExperimentBody;
import io.mltwin.compute.experiments.ExperimentSelection;
import io.mltwin.compute.experiments.ExperimentSelection.Column;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.mlflow.MlflowExperimentBody.ExperimentRequest;
import io.mltwin.compute.mlflow.errors.MlflowErrors;
import io.mltwin.compute.mlflow.search.SearchComparison;
import io.mltwin.compute.mlflow.search.SearchComparison.Comparator;
import io.mltwin.compute.mlflow.search.SearchField.Kind;
import io.mltwin.compute.mlflow.search.SearchFields;
import io.mltwin.compute.mlflow.search.SearchFilter;
import io.mltwin.compute.mlflow.search.SearchOrder;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.RunService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Experiments as MLflow's clients use them. */
@Singleton
record MlflowExperimentService(ExperimentService experiments, RunService runs) {

    /** MLflow's id of the experiment that is used when none is named, and its name in Azure ML. */
    private static final String DEFAULT_ID = "0";

    static final String DEFAULT_NAME = "Default";
    private static final int USUAL_RESULTS = 1_000;
    private static final int MOST_RESULTS = 50_000;
    private static final SearchFields FIELDS = new SearchFields(
            Set.of(Kind.ATTRIBUTE, Kind.TAG),
            Map.of("name", false, "experiment_id", false, "creation_time", true, "last_update_time", true));
    private static final Map<String, Column> COLUMNS = Map.of(
            "name", Column.NAME,
            "experiment_id", Column.ID,
            "creation_time", Column.CREATED,
            "last_update_time", Column.UPDATED);

    ExperimentBody create(RunHistory history, ExperimentRequest request) {
        String name = request.name();
        invalidIf(isEmpty(name), "An experiment needs a name.");
        if (!isEmpty(request.artifactLocation())) {
            throw notBuilt("An artifact_location of an experiment");
        }
        Map<String, String> tags = MlflowValidator.tags(orEmpty(request.tags()));
        if (experiments.exists(history.workspaceId(), name)) {
            throw MlflowErrors.exists("The experiment '" + name + "' exists already.");
        }
        ExperimentBody created = experiments.ensure(history, name);
        return tags.isEmpty() ? created : setTags(history, created.experimentId(), tags);
    }

    /** The experiment of an id, a run's own alone for a run. */
    ExperimentBody get(RunHistory history, String id, Actor actor) {
        requireOwn(history, actor, own -> own.experimentId().equals(id));
        return find(history, id);
    }

    /** The experiment of a name, a run's own alone for a run. */
    ExperimentBody getByName(RunHistory history, String name, Actor actor) {
        requireOwn(history, actor, own -> own.name().equals(name));
        return experiments.get(history, name);
    }

    /** The experiment of an id, or of MLflow's id for none. */
    ExperimentBody find(RunHistory history, String id) {
        return id.equals(DEFAULT_ID) ? experiments.get(history, DEFAULT_NAME) : experiments.getById(history, id);
    }

    PageBody<ExperimentBody> search(RunHistory history, ExperimentRequest.Search request) {
        LifecycleView view = LifecycleView.parse(request.viewType());
        SearchFilter filter = SearchFilter.parse(request.filter(), FIELDS);
        SearchOrder order = SearchOrder.parse(request.orderBy(), FIELDS);
        int most = MlflowValidator.maxResults(request.maxResults(), USUAL_RESULTS, MOST_RESULTS);
        QueryBody page = new QueryBody(null, request.pageToken(), null, most);
        Predicate<ExperimentBody> matches = e -> filter.matches(field -> MlflowExperimentMapper.value(e, field));
        ExperimentSelection selection = ExperimentSelection.of(history.workspaceId());
        if (view != LifecycleView.ALL) {
            selection.archived(view == LifecycleView.DELETED_ONLY);
        }
        filter.comparisons().forEach(comparison -> narrow(selection, comparison));
        boolean byTag = order.terms().stream().anyMatch(term -> term.field().kind() == Kind.TAG);
        if (!byTag) {
            order.terms()
                    .forEach(term -> selection.orderBy(COLUMNS.get(term.field().key()), term.descending()));
        }
        selection.orderBy(Column.CREATED, true).orderBy(Column.ID, false);
        return byTag
                ? PageBody.of(
                        sorted(
                                experiments
                                        .search(history, selection, matches, QueryBody.ALL)
                                        .value(),
                                order),
                        page)
                : experiments.search(history, selection, matches, page);
    }

    /** Tags are ciphertext: an order by one reads all experiments that match. */
    private static List<ExperimentBody> sorted(List<ExperimentBody> found, SearchOrder order) {
        return found.stream()
                .sorted(order.comparator(MlflowExperimentMapper::value, (one, other) -> 0))
                .toList();
    }

    /** Leaves out in SQL what a comparison of what is clear at rest does not match. */
    private static void narrow(ExperimentSelection selection, SearchComparison comparison) {
        Column column = comparison.field().kind() == Kind.TAG
                ? null
                : COLUMNS.get(comparison.field().key());
        Comparator comparator = comparison.comparator();
        if (column == Column.CREATED || column == Column.UPDATED) {
            MlflowRunSelection.narrowByTime(
                    comparison, time -> selection.from(column, time), time -> selection.before(column, time));
        } else if (column != null && (comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL)) {
            selection.compare(
                    column,
                    comparator == Comparator.EQUAL,
                    comparison.values().get(0).toString());
        }
    }

    /**
     * Refuses another name, as Azure ML does.
     *
     * <p>Deviation: an experiment keeps its name; Azure ML does not rename either, its answer is
     * not documented.
     */
    void rename(RunHistory history, String id, String name) {
        if (name != null && !find(history, id).name().equals(name)) {
            throw notBuilt("Renaming an experiment");
        }
    }

    void archive(RunHistory history, String id, boolean archive) {
        experiments.modify(history, find(history, id).experimentId(), new ModifyExperimentBody(null, null, archive));
    }

    ExperimentBody setTags(RunHistory history, String id, Map<String, String> tags) {
        return experiments.modify(
                history, find(history, id).experimentId(), new ModifyExperimentBody(null, tags, null));
    }

    private void requireOwn(RunHistory history, Actor actor, Predicate<ExperimentBody> isAsked) {
        if (actor.isRun()) {
            String id = runs.get(history, null, actor.runId()).experimentId();
            if (!isAsked.test(experiments.getById(history, id))) {
                throw forbidden("The run token of '" + actor.runId() + "' is accepted for the run's own experiment.");
            }
        }
    }
}
