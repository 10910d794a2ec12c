package io.mltwin.console.endpoints;

import io.mltwin.console.page.Attempt;
import java.util.List;

/**
 * The page of a workspace's services and endpoints.
 *
 * @param models the address of the page of its models
 */
public record EndpointsView(
        String workspace,
        Attempt<List<EndpointRow>> online,
        Attempt<List<EndpointRow>> batch,
        Attempt<List<EndpointRow>> services,
        String models) {}
