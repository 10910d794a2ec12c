package io.mltwin.compute.experiments;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.queries.Filter;
import io.mltwin.compute.queries.Order;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** Keeps experiments, the named directories that runs of a workspace are grouped in. */
@Singleton
public class ExperimentService {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][\\w-]{0,254}");
    private static final Map<String, Comparator<ExperimentBody>> ORDERS = Map.of(
            "Name", Comparator.comparing(ExperimentBody::name),
            "CreatedUtc", Comparator.comparing(ExperimentBody::createdUtc));

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
        Filter filter = Filter.parse(query.filter(), Set.of("Name", "ExperimentId"));
        Comparator<ExperimentBody> order =
                Order.parse(query.order(), ORDERS, ORDERS.get("CreatedUtc"), Comparator::reversed);
        List<ExperimentBody> found = repository.all(history.workspaceId()).stream()
                .map(entity -> body(history, entity))
                .filter(e -> filter.matches(field -> field.equals("Name") ? e.name() : e.experimentId()))
                .sorted(order)
                .toList();
        return PageBody.of(found, query);
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
