package io.mltwin.compute.experiments;

import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.encryption.Sealed;
import io.mltwin.compute.queries.Filter;
import io.mltwin.compute.queries.Order;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.workspaces.Workspace;
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

/** Experiments: the named directories that runs of a workspace are grouped in. */
@Singleton
public class ExperimentService {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][\\w-]{0,254}");
    private static final Map<String, Comparator<ExperimentBody>> ORDERS =
            Map.of(
                    "Name", Comparator.comparing(ExperimentBody::name),
                    "CreatedUtc", Comparator.comparing(ExperimentBody::createdUtc));

    private final ExperimentRepository repository;
    private final Sealed sealed;
    private final Clock clock;

    ExperimentService(ExperimentRepository repository, Sealed sealed, Clock clock) {
        this.repository = repository;
        this.sealed = sealed;
        this.clock = clock;
    }

    /** What is ciphertext of an experiment. */
    record Content(String description, Map<String, String> tags) {}

    /** Creates it unless it exists. */
    @Transactional
    public ExperimentBody ensure(Workspace workspace, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new AzureFault(
                    400,
                    "InvalidExperimentName",
                    "The experiment name '"
                            + name
                            + "' is not valid: up to 255 letters, digits, underscores and dashes, the first a letter or digit.");
        }
        return repository
                .byName(workspace.workspaceId(), name)
                .map(this::body)
                .orElseGet(() -> add(workspace, name));
    }

    private ExperimentBody add(Workspace workspace, String name) {
        ExperimentEntity entity = new ExperimentEntity();
        entity.experimentId = UUID.randomUUID();
        entity.workspaceId = workspace.workspaceId();
        entity.name = name;
        entity.created = clock.instant();
        entity.content =
                sealed.seal(entity.workspaceId, entity.place(), new Content(null, Map.of()));
        repository.addIfAbsent(entity);
        return get(workspace, name);
    }

    @Transactional
    public ExperimentBody get(Workspace workspace, String name) {
        return repository
                .byName(workspace.workspaceId(), name)
                .map(this::body)
                .orElseThrow(() -> notFound(name));
    }

    @Transactional
    public ExperimentBody getById(Workspace workspace, String id) {
        return body(entity(workspace, id));
    }

    @Transactional
    public ExperimentBody modify(Workspace workspace, String id, ModifyExperimentBody change) {
        ExperimentEntity entity = entity(workspace, id);
        Content old = content(entity);
        Map<String, String> tags = new TreeMap<>(old.tags());
        if (change.tags() != null) {
            tags.putAll(change.tags());
        }
        if (change.archive() != null) {
            entity.archived = change.archive() ? clock.instant() : null;
        }
        store(
                entity,
                new Content(
                        change.description() == null ? old.description() : change.description(),
                        tags));
        return body(entity);
    }

    @Transactional
    public ExperimentBody deleteTags(Workspace workspace, String id, List<String> names) {
        ExperimentEntity entity = entity(workspace, id);
        Content old = content(entity);
        Map<String, String> tags = new TreeMap<>(old.tags());
        names.forEach(tags::remove);
        store(entity, new Content(old.description(), tags));
        return body(entity);
    }

    @Transactional
    public PageBody<ExperimentBody> query(Workspace workspace, QueryBody query) {
        Filter filter = Filter.parse(query.filter(), Set.of("Name", "ExperimentId"));
        Comparator<ExperimentBody> order =
                Order.parse(query.order(), ORDERS, ORDERS.get("CreatedUtc"));
        List<ExperimentBody> found =
                repository.all(workspace.workspaceId()).stream()
                        .map(this::body)
                        .filter(
                                e ->
                                        filter.matches(
                                                field ->
                                                        field.equals("Name")
                                                                ? e.name()
                                                                : e.experimentId()))
                        .sorted(order)
                        .toList();
        return PageBody.of(found, query);
    }

    private ExperimentEntity entity(Workspace workspace, String id) {
        if (!id.matches("[0-9a-fA-F-]{36}")) {
            throw notFound(id);
        }
        return repository
                .byId(workspace.workspaceId(), UUID.fromString(id))
                .orElseThrow(() -> notFound(id));
    }

    private Content content(ExperimentEntity entity) {
        return sealed.open(entity.workspaceId, entity.place(), entity.content, Content.class);
    }

    private void store(ExperimentEntity entity, Content content) {
        entity.content = sealed.seal(entity.workspaceId, entity.place(), content);
    }

    private ExperimentBody body(ExperimentEntity entity) {
        Content content = content(entity);
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

    private static AzureFault notFound(String name) {
        return new AzureFault(
                404,
                "ExperimentNotFound",
                "The experiment '" + name + "' was not found in this workspace.");
    }
}
