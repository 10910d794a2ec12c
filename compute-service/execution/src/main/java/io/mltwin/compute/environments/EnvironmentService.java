package io.mltwin.compute.environments;

import static io.mltwin.compute.environments.EnvironmentErrors.immutable;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.environments.EnvironmentEntity.EnvironmentRepository;
import io.mltwin.compute.environments.RegisteredEnvironment.Container;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environments that users register, one store for ARM and for Azure ML's v1 data plane. A
 * version is immutable but for its texts; changes of one environment come one after the other.
 */
@Singleton
class EnvironmentService {

    private final EnvironmentRepository repository;
    private final Clock clock;

    EnvironmentService(EnvironmentRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** The result of a write. */
    record Saved(boolean isNew, RegisteredEnvironment environment) {}

    /** Returns all of them with their versions, by name. */
    @Transactional
    List<Container> list(RunHistory history) {
        Map<String, List<RegisteredEnvironment>> all = new LinkedHashMap<>();
        for (EnvironmentEntity row : repository.ofWorkspace(history.workspaceId())) {
            all.computeIfAbsent(row.nameKey, key -> new ArrayList<>()).add(open(history, row));
        }
        return all.values().stream().map(EnvironmentService::container).toList();
    }

    /** The environment of this name with its versions. */
    @Transactional
    Optional<Container> find(RunHistory history, String name) {
        List<RegisteredEnvironment> rows = repository.ofName(history.workspaceId(), name).stream()
                .map(row -> open(history, row))
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(container(rows));
    }

    /**
     * One version.
     *
     * @param version null or empty for the newest
     */
    @Transactional
    Optional<RegisteredEnvironment> find(RunHistory history, String name, String version) {
        if (isEmpty(version)) {
            return find(history, name).flatMap(Container::latest);
        }
        return repository.byVersion(history.workspaceId(), name, version).map(row -> open(history, row));
    }

    /** Registers a version, or changes the texts of one that exists. */
    @Transactional
    Saved put(RunHistory history, String version, EnvironmentContent content) {
        lock(history, content);
        Optional<EnvironmentEntity> row = repository.byVersion(history.workspaceId(), content.name(), version);
        if (row.isEmpty()) {
            return new Saved(true, add(history, version, content));
        }
        EnvironmentContent old = open(history, row.get()).content();
        if (!old.definition().equals(content.definition())) {
            throw immutable(old.name(), version);
        }
        return new Saved(false, change(history, row.get(), old.withTexts(content)));
    }

    /** Registers what is not the newest version already, under the next number. */
    @Transactional
    Saved register(RunHistory history, EnvironmentContent content) {
        lock(history, content);
        Container container = find(history, content.name()).orElseThrow();
        Optional<RegisteredEnvironment> same =
                container.latest().filter(one -> one.content().definition().equals(content.definition()));
        return same.map(one -> new Saved(false, one))
                .orElseGet(() -> new Saved(true, add(history, container.nextVersion(), content)));
    }

    /** Makes an environment without a version, or changes its texts. */
    @Transactional
    Saved putContainer(RunHistory history, EnvironmentContent content) {
        boolean isNew = lock(history, content);
        EnvironmentEntity row = repository.lock(history.workspaceId(), content.name());
        EnvironmentContent old = open(history, row).content();
        return new Saved(isNew, change(history, row, old.withTexts(content)));
    }

    /** Makes the environment where there is none, and locks it; whether it made one. */
    private boolean lock(RunHistory history, EnvironmentContent content) {
        EnvironmentContent itself = new EnvironmentContent(
                content.name(), null, null, null, false, null, content.createdBy(), content.createdByType(), null);
        EnvironmentEntity row = row(history, EnvironmentEntity.ITSELF, itself);
        boolean isNew = repository.addItself(row);
        repository.lock(history.workspaceId(), content.name());
        return isNew;
    }

    private RegisteredEnvironment add(RunHistory history, String version, EnvironmentContent content) {
        EnvironmentEntity row = row(history, version, content);
        repository.persist(row);
        return open(history, row);
    }

    private RegisteredEnvironment change(RunHistory history, EnvironmentEntity row, EnvironmentContent content) {
        row.content = history.seal(row.place(), content);
        row.modified = clock.instant();
        return open(history, row);
    }

    private EnvironmentEntity row(RunHistory history, String version, EnvironmentContent content) {
        EnvironmentEntity row = new EnvironmentEntity();
        row.workspaceId = history.workspaceId();
        row.nameKey = EnvironmentRepository.key(content.name());
        row.version = version;
        row.created = clock.instant();
        row.modified = row.created;
        row.content = history.seal(row.place(), content);
        return row;
    }

    private static RegisteredEnvironment open(RunHistory history, EnvironmentEntity row) {
        return new RegisteredEnvironment(
                row.version,
                history.open(row.place(), row.content, EnvironmentContent.class),
                row.created,
                row.modified);
    }

    private static Container container(List<RegisteredEnvironment> rows) {
        return new Container(
                rows.stream().filter(row -> row.version().isEmpty()).findFirst().orElseThrow(),
                rows.stream().filter(row -> !row.version().isEmpty()).toList());
    }
}
