package io.mltwin.compute.computetargets;

import io.mltwin.compute.computetargets.ComputeTargetEntity.ComputeTargetRepository;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names of compute targets, and their types by the names that runs give them. */
@Singleton
public class ComputeTypes {

    private final ComputeTargetRepository repository;

    ComputeTypes(ComputeTargetRepository repository) {
        this.repository = repository;
    }

    /** The type of a workspace's target; empty for one that is not there. */
    @Transactional
    public Optional<String> of(String workspaceId, String name) {
        return name == null
                ? Optional.empty()
                : repository.byName(workspaceId, name).map(entity -> entity.computeType);
    }

    /** The name of the target of this id, as it was created; empty when it is gone. */
    @Transactional
    public Optional<String> nameOf(String computeId) {
        return repository.findByIdOptional(computeId).map(entity -> entity.name);
    }

    /** Tells whether the target of this id is a Databricks workspace. */
    @Transactional
    public boolean isDatabricks(String computeId) {
        return repository
                .findByIdOptional(computeId)
                .filter(entity -> entity.computeType.equals(ComputeValidator.DATABRICKS))
                .isPresent();
    }

    /** All of a workspace's by their names in small letters. */
    @Transactional
    public Map<String, String> of(String workspaceId) {
        Map<String, String> types = new HashMap<>();
        repository
                .ofWorkspace(workspaceId)
                .forEach(entity -> types.put(AsciiCase.lower(entity.name), entity.computeType));
        return types;
    }
}
