package io.mltwin.compute.experiments;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody.ModifyExperimentBody;
import io.mltwin.compute.experiments.ExperimentEntity.ExperimentRepository;
import io.mltwin.compute.experiments.ExperimentSelection.Column;
import io.mltwin.compute.queries.Filter;
import io.mltwin.compute.queries.Order;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Keeps experiments, the named directories that runs of a workspace are grouped in. */
@Singleton
public class ExperimentService {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][\\w-]{0,254}");
    private static final Map<String, Column> FIELDS = Map.of("Name", Column.NAME, "ExperimentId", Column.ID);
    private static final Map<String, Sorting> ORDERS =
            Map.of("Name", new Sorting(Column.NAME, false), "CreatedUtc", new Sorting(Column.CREATED, false));
    private static final int LARGEST_BATCH = 1_000;

    private final ExperimentRepository repository;
    private final Clock clock;

    ExperimentService(ExperimentRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** The part of an experiment that is ciphertext. */
    record Content(String description, Map<String, String> tags) {}

    /**
     * Passes for what can be the name of an experiment.
     *
     * @throws AzureException 400
     */
    public static void requireName(String name) {
        badRequestIf(
                !NAME.matcher(name).matches(),
                "InvalidExperimentName",
                "The experiment name '%s' is not valid: up to 255 letters, digits, underscores and dashes, the first"
                        + " a letter or digit.",
                name);
    }

    /** Creates it unless it exists. */
    @Transactional
    public ExperimentBody ensure(RunHistory history, String name) {
        requireName(name);
        return repository
                .byName(history.workspaceId(), name)
                .map(entity -> body(history, entity))
                .orElseGet(() -> add(history, name));
    }

    private ExperimentBody add(RunHistory history, String name) {
        ExperimentEntity entity = new ExperimentEntity();
        entity.experimentId = UUID.randomUUID();
        entity.workspaceId = history.workspaceId();
        entity.name = name;
        entity.created = clock.instant();
        entity.content = history.seal(entity.place(), new Content(null, Map.of()));
        repository.addIfAbsent(entity);
        return get(history, name);
    }

    @Transactional
    public boolean exists(String workspaceId, String name) {
        return repository.byName(workspaceId, name).isPresent();
    }

    @Transactional
    public ExperimentBody get(RunHistory history, String name) {
        return repository
                .byName(history.workspaceId(), name)
                .map(entity -> body(history, entity))
                .orElseThrow(() -> notFound(name));
    }

    @Transactional
    public ExperimentBody getById(RunHistory history, String id) {
        return body(history, entity(history, id));
    }

    @Transactional
    public ExperimentBody modify(RunHistory history, String id, ModifyExperimentBody change) {
        ExperimentEntity entity = entity(history, id);
        Content old = content(history, entity);
        Map<String, String> tags = new TreeMap<>(old.tags());
        if (change.tags() != null) {
            tags.putAll(change.tags());
        }
        if (change.archive() != null) {
            entity.archived = change.archive() ? clock.instant() : null;
        }
        store(
                history,
                entity,
                new Content(change.description() == null ? old.description() : change.description(), tags));
        return body(history, entity);
    }

    @Transactional
    public ExperimentBody deleteTags(RunHistory history, String id, List<String> names) {
        ExperimentEntity entity = entity(history, id);
        Content old = content(history, entity);
        Map<String, String> tags = new TreeMap<>(old.tags());
        names.forEach(tags::remove);
        store(history, entity, new Content(old.description(), tags));
        return body(history, entity);
    }

    @Transactional
    public PageBody<ExperimentBody> query(RunHistory history, QueryBody query) {
        ExperimentSelection selection = ExperimentSelection.of(history.workspaceId());
        Filter.parse(query.filter(), FIELDS.keySet())
                .conditions()
                .forEach(one -> selection.compare(FIELDS.get(one.field()), one.equal(), one.value()));
        Sorting order = Order.parse(query.order(), ORDERS, ORDERS.get("CreatedUtc"), Sorting::reversed);
        selection.orderBy(order.column(), order.descending()).orderBy(Column.ID, false);
        return search(history, selection, experiment -> true, query);
    }

    private record Sorting(Column column, boolean descending) {
        Sorting reversed() {
            return new Sorting(column, !descending);
        }
    }

    /**
     * A page of the experiments of a selection that pass a filter of their plaintext. They are read
     * batch after batch until the page is full; its token is the place in the selection.
     */
    @Transactional
    public PageBody<ExperimentBody> search(
            RunHistory history, ExperimentSelection selection, Predicate<ExperimentBody> filter, QueryBody query) {
        int most = query.most();
        int from = PageBody.start(query);
        int size = Math.min(most, LARGEST_BATCH - 1) + 1;
        List<ExperimentBody> found = new ArrayList<>();
        while (true) {
            List<ExperimentEntity> rows = repository.page(selection, from, size);
            for (ExperimentEntity row : rows) {
                ExperimentBody experiment = body(history, row);
                if (filter.test(experiment)) {
                    if (found.size() == most) {
                        return new PageBody<>(found, Integer.toString(from), null);
                    }
                    found.add(experiment);
                }
                from++;
            }
            if (rows.size() < size) {
                return PageBody.whole(found);
            }
            size = LARGEST_BATCH;
        }
    }

    private ExperimentEntity entity(RunHistory history, String id) {
        if (!id.matches("[0-9a-fA-F-]{36}")) {
            throw notFound(id);
        }
        return repository.byId(history.workspaceId(), UUID.fromString(id)).orElseThrow(() -> notFound(id));
    }

    private static Content content(RunHistory history, ExperimentEntity entity) {
        return history.open(entity.place(), entity.content, Content.class);
    }

    private static void store(RunHistory history, ExperimentEntity entity, Content content) {
        entity.content = history.seal(entity.place(), content);
    }

    private static ExperimentBody body(RunHistory history, ExperimentEntity entity) {
        Content content = content(history, entity);
        return new ExperimentBody(
                entity.experimentId.toString(),
                entity.name,
                content.description(),
                entity.created,
                content.tags(),
                entity.archived,
                false,
                null);
    }

    private static AzureException notFound(String name) {
        return AzureException.notFound(
                "ExperimentNotFound", "The experiment '%s' was not found in this workspace.", name);
    }
}
