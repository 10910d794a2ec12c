package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmResourceId;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The columns of a resource that extends any scope, such as a lock; it has neither location nor tags. */
@MappedSuperclass
public abstract class ExtensionRow extends ResourceRow {

    /** The scope's ARM id in lower case. */
    public String scopeKey;

    @Override
    public void create(ArmResourceId given, Instant now) {
        super.create(given, now);
        this.scopeKey = given.providerScope().key();
    }

    /** The table of a type of such resources. */
    public interface Rows<E extends ExtensionRow> extends ResourceRows<E> {

        /** Returns those at one of these scopes. */
        default List<E> at(List<String> scopeKeys) {
            return list("scopeKey in ?1 order by key", scopeKeys);
        }

        /** Returns those at a scope and above it. */
        default List<E> above(ArmResourceId scope) {
            return at(scope.withAncestors().stream().map(ArmResourceId::key).toList());
        }

        /** Returns those below a scope. */
        default List<E> below(String scopeKey) {
            String pattern = scopeKey.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%";
            return list("scopeKey like ?1 escape '!' order by key", pattern);
        }

        /** Returns those at, above and below a scope, as Azure lists them. */
        @Override
        default List<E> in(ArmResourceId scope, String type) {
            return Stream.concat(above(scope).stream(), below(scope.key()).stream())
                    .toList();
        }
    }
}
