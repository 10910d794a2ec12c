package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;

/** Tokens and scope maps of registries, by id and by name. */
@ApplicationScoped
class TokenRepository {

    private final EntityManager database;
    private final RegistryRepository registries;

    TokenRepository(EntityManager database, RegistryRepository registries) {
        this.database = database;
        this.registries = registries;
    }

    /** Returns the registry that a token or scope map belongs to. */
    RegistryEntity registry(ArmResourceId id) {
        return registries.require(id.parent());
    }

    /** Like {@link #registry}, for a list of its children. */
    RegistryEntity owner(ArmResourceId registry) {
        return registries.require(registry);
    }

    TokenEntity token(UUID registry, String name) {
        return one(TokenEntity.class, registry, name);
    }

    TokenEntity requireToken(ArmResourceId id) {
        return require(token(registry(id).id, id.name()), id);
    }

    List<TokenEntity> tokens(UUID registry) {
        return all(TokenEntity.class, registry);
    }

    ScopeMapEntity scopeMap(UUID registry, String name) {
        return one(ScopeMapEntity.class, registry, name);
    }

    ScopeMapEntity requireScopeMap(ArmResourceId id) {
        return require(scopeMap(registry(id).id, id.name()), id);
    }

    List<ScopeMapEntity> scopeMaps(UUID registry) {
        return all(ScopeMapEntity.class, registry);
    }

    /** The passwords of a token in the order of their names. */
    List<TokenPasswordEntity> passwords(TokenEntity token) {
        return database.createQuery(
                        "from TokenPasswordEntity p where p.tokenId = ?1 order by p.name", TokenPasswordEntity.class)
                .setParameter(1, token.id)
                .getResultList();
    }

    /** The password of this name, which is not yet stored when the token has none. */
    TokenPasswordEntity password(TokenEntity token, String name) {
        String id = token.id + "/" + name;
        TokenPasswordEntity found = database.find(TokenPasswordEntity.class, id);
        if (found == null) {
            found = new TokenPasswordEntity();
            found.id = id;
            found.tokenId = token.id;
            found.name = name;
        }
        return found;
    }

    void persist(Object row) {
        database.persist(row);
    }

    void delete(Object row) {
        database.remove(row);
    }

    private static <T> T require(T row, ArmResourceId id) {
        if (row == null) {
            throw resourceNotFound(id);
        }
        return row;
    }

    private <T> T one(Class<T> kind, UUID registry, String name) {
        return database.createQuery(
                        "from " + kind.getSimpleName() + " e where e.registryId = ?1 and e.nameKey = ?2", kind)
                .setParameter(1, registry)
                .setParameter(2, AsciiCase.lower(name))
                .getResultStream()
                .findFirst()
                .orElse(null);
    }

    private <T> List<T> all(Class<T> kind, UUID registry) {
        return database.createQuery(
                        "from " + kind.getSimpleName() + " e where e.registryId = ?1 order by e.nameKey", kind)
                .setParameter(1, registry)
                .getResultList();
    }
}
