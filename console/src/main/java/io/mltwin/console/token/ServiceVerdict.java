package io.mltwin.console.token;

import io.mltwin.tokencheck.inspection.TokenInspection.PlaneVerdict;
import java.util.List;

/**
 * The verdict of one service on the token.
 *
 * @param planes one, or all of the service; empty when nothing answers at the host and path
 * @param failure why the service did not say; null when it did
 */
public record ServiceVerdict(String service, List<PlaneVerdict> planes, String failure) {}
