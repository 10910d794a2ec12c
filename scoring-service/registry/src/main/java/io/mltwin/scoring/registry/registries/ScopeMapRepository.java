package io.mltwin.scoring.registry.registries;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.scoring.documents.JsonText;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Scope maps of registries: Azure's own, which each registry has, and those that were made. */
@Singleton
record ScopeMapRepository(RegistryRepository registries) implements ChildRows<ScopeMapEntity> {

    @Override
    public ScopeMapEntity present(String key) {
        ArmResourceId id = ArmResourceId.parse(key);
        return ScopeMapActions.SYSTEM.containsKey(id.name())
                ? system(registries.require(id.parent()), id.name())
                : findById(key);
    }

    @Override
    public List<ScopeMapEntity> in(ArmResourceId id, String type) {
        RegistryEntity registry = registries.require(id);
        return Stream.concat(
                        ScopeMapActions.SYSTEM.keySet().stream().sorted().map(name -> system(registry, name)),
                        of(registry.key).stream())
                .toList();
    }

    private static ScopeMapEntity system(RegistryEntity registry, String name) {
        ScopeMapEntity map = new ScopeMapEntity();
        map.create(registry.armId().child("scopeMaps", name), registry.createdAt);
        map.description = "A scope map of Azure's own on all repositories of the registry";
        map.actions = JsonText.of(ScopeMapActions.SYSTEM.get(name));
        return map;
    }
}
