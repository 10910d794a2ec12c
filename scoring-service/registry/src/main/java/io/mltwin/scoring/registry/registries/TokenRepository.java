package io.mltwin.scoring.registry.registries;

import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Queries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tokens of registries, and their passwords. */
@ApplicationScoped
class TokenRepository implements ChildRows<TokenEntity> {

    /** The passwords of a token in the order of their names. */
    List<TokenPasswordEntity> passwords(TokenEntity token) {
        return Queries.of(
                        getEntityManager(),
                        TokenPasswordEntity.class,
                        "from TokenPasswordEntity p where p.tokenKey = ?1 order by p.name",
                        token.key)
                .getResultList();
    }

    /** The password of this name, which is not yet stored when the token has none. */
    TokenPasswordEntity password(TokenEntity token, String name) {
        String id = token.key + "/" + name;
        TokenPasswordEntity found = getEntityManager().find(TokenPasswordEntity.class, id);
        if (found == null) {
            found = new TokenPasswordEntity();
            found.id = id;
            found.tokenKey = token.key;
            found.name = name;
        }
        return found;
    }
}
