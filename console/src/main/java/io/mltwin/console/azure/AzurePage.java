package io.mltwin.console.azure;

import java.util.List;

/**
 * A page of a list.
 *
 * @param next path and query of the next page; null for the last one
 */
public record AzurePage<T>(List<T> items, String next) {}
