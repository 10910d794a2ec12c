package io.mltwin.keyvault.keys.rotation;

import java.util.List;

/** The policy that says when a key is rotated and when its versions expire (API 7.3 and later). */
public record RotationPolicyBody(String id, List<LifetimeAction> lifetimeActions, PolicyAttributes attributes) {

    /** An action and its moment. */
    public record LifetimeAction(Trigger trigger, Action action) {}

    /** ISO 8601 durations; one of the two. */
    public record Trigger(String timeAfterCreate, String timeBeforeExpiry) {}

    /**
     * The action.
     *
     * @param type Rotate or Notify
     */
    public record Action(String type) {}

    /**
     * Life of new versions.
     *
     * @param expiryTime ISO 8601 duration from creation to {@code exp}; null for no end
     */
    public record PolicyAttributes(String expiryTime, Long created, Long updated) {}
}
