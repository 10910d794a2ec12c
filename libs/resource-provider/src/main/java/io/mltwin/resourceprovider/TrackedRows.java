package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import java.util.List;

/** The table of a type of tracked resources; a type adds the queries of its own. */
public interface TrackedRows<E extends TrackedRow> extends ResourceRows<E> {

    /** Returns those in a subscription or resource group, by their ids. */
    default List<E> in(ArmResourceId scope) {
        String subscription = AsciiCase.lower(scope.subscriptionId());
        return scope.resourceGroup() == null
                ? list("subscriptionId = ?1 and " + presence() + " order by key", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroup = ?2 and " + presence() + " order by key",
                        subscription,
                        AsciiCase.lower(scope.resourceGroup()));
    }

    @Override
    default List<E> in(ArmResourceId scope, String type) {
        return in(scope);
    }
}
