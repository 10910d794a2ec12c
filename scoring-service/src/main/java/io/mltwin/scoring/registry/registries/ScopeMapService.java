package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.invalidResourceName;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.registry.registries.ScopeMapBody.Properties;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Scope maps of a registry: Azure's own, which stay as they are, and its users'. */
@ApplicationScoped
class ScopeMapService {

    private final TokenRepository rows;
    private final Clock clock;

    ScopeMapService(TokenRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Validates the body of a PUT. */
    static void validatePut(ArmCall call, ScopeMapBody body) {
        requireUserDefined(call.id());
        if (!call.id().name().matches("[A-Za-z0-9_-]{5,50}")) {
            throw invalidResourceName(
                    call.id().name(), "names of scope maps have 5 to 50 letters, digits, hyphens and underscores.");
        }
        ScopeMapActions.validate(
                body.properties() == null ? null : body.properties().actions());
    }

    /** Validates the body of a PATCH. */
    static void validatePatch(ArmCall call, ScopeMapBody body) {
        requireUserDefined(call.id());
        if (body.properties() != null && body.properties().actions() != null) {
            ScopeMapActions.validate(body.properties().actions());
        }
    }

    private static void requireUserDefined(ArmResourceId id) {
        invalidRequestContentIf(
                id.name().startsWith("_"), "The scope map '%s' is Azure's own and cannot be changed.", id.name());
    }

    @Transactional
    ScopeMapBody get(ArmResourceId id) {
        RegistryEntity registry = rows.registry(id);
        return ScopeMapActions.SYSTEM.containsKey(id.name())
                ? system(registry, id.name())
                : body(registry, rows.requireScopeMap(id));
    }

    @Transactional
    List<ScopeMapBody> list(ArmResourceId registryId) {
        RegistryEntity registry = rows.owner(registryId);
        List<ScopeMapBody> all = new ArrayList<>();
        ScopeMapActions.SYSTEM.keySet().stream().sorted().forEach(name -> all.add(system(registry, name)));
        rows.scopeMaps(registry.id).forEach(map -> all.add(body(registry, map)));
        return all;
    }

    Outcome put(ArmCall call, ScopeMapBody body) {
        RegistryEntity registry = rows.registry(call.id());
        ScopeMapEntity map = rows.scopeMap(registry.id, call.id().name());
        boolean isNew = map == null;
        if (isNew) {
            map = new ScopeMapEntity();
            map.id = UUID.randomUUID();
            map.registryId = registry.id;
            map.name = call.id().name();
            map.nameKey = AsciiCase.lower(map.name);
            map.createdAt = clock.instant();
        }
        map.description = body.properties().description();
        map.actions = JsonText.of(body.properties().actions());
        rows.persist(map);
        return Outcome.saved(isNew, body(registry, map));
    }

    Outcome patch(ArmCall call, ScopeMapBody body) {
        ScopeMapEntity map = rows.requireScopeMap(call.id());
        if (body.properties() != null) {
            if (body.properties().description() != null) {
                map.description = body.properties().description();
            }
            if (body.properties().actions() != null) {
                map.actions = JsonText.of(body.properties().actions());
            }
        }
        return Outcome.ok(body(rows.registry(call.id()), map));
    }

    /** Deletes a scope map; tokens that have it may do nothing from then on. */
    Outcome delete(ArmCall call) {
        requireUserDefined(call.id());
        ScopeMapEntity map =
                rows.scopeMap(rows.registry(call.id()).id, call.id().name());
        if (map != null) {
            rows.delete(map);
        }
        return Outcome.deleted(map != null);
    }

    private static ScopeMapBody system(RegistryEntity registry, String name) {
        return new ScopeMapBody(
                registry.armId + "/scopeMaps/" + name,
                name,
                ScopeMapBody.TYPE,
                new Properties(
                        "A scope map of Azure's own on all repositories of the registry",
                        "SystemDefined",
                        registry.createdAt,
                        "Succeeded",
                        ScopeMapActions.SYSTEM.get(name)));
    }

    private static ScopeMapBody body(RegistryEntity registry, ScopeMapEntity map) {
        return new ScopeMapBody(
                registry.armId + "/scopeMaps/" + map.name,
                map.name,
                ScopeMapBody.TYPE,
                new Properties(map.description, "UserDefined", map.createdAt, "Succeeded", JsonText.list(map.actions)));
    }
}
