package io.mltwin.console.models;

import io.mltwin.console.page.Attempt;
import java.util.List;

/**
 * An image of model management.
 *
 * @param location where the registry has it; null while it is built
 * @param layers null while it is built
 */
public record ImageView(String id, String state, String location, Attempt<List<ModelBody.Layer>> layers) {}
