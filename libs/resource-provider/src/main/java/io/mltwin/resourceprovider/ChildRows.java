package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmResourceId;
import java.util.List;

/** The table of a type of resources below others; a type adds the queries of its own. */
public interface ChildRows<E extends ChildRow> extends ResourceRows<E> {

    /** Returns those of a parent, by their names. */
    default List<E> of(String parentKey) {
        return list("parentKey = ?1 order by key", parentKey);
    }

    @Override
    default List<E> in(ArmResourceId parent, String type) {
        return of(parent.key());
    }
}
