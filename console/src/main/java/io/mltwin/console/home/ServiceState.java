package io.mltwin.console.home;

/**
 * A service of the platform and its state.
 *
 * @param plays the part of Azure that it plays
 * @param state {@code UP}, {@code DOWN} or {@code AWAY}
 * @param reason the checks that failed; null for none
 */
public record ServiceState(String name, String plays, String state, String reason) {}
