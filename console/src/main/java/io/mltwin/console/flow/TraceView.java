package io.mltwin.console.flow;

import java.util.List;

/**
 * A flow for the templates.
 *
 * @param name what began it
 * @param time when it began
 */
public record TraceView(String id, String name, String time, List<HopView> hops) {}
