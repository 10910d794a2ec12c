package io.mltwin.console.clock;

import java.util.List;

/**
 * The things that expire when the clock is moved.
 *
 * @param by as it was typed
 * @param until the time after the move
 * @param expiries in the order of their times
 * @param unread vaults and workspaces that the user may not look into, or that were too many,
 *     joined by commas; empty for none
 */
public record ExpiryPreview(String by, String until, List<Expiry> expiries, String unread) {}
