package io.mltwin.scoring.registry.scanning;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.registry.scanning.FindingsService.FindingsBody;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestQuery;

/** Tells telemetry-service what the scans of images have found, for its assessments. */
@Path("/_internal/image-findings")
public class FindingsResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final FindingsService findings;

    public FindingsResource(CallerContext caller, ServiceCallers callers, FindingsService findings) {
        this.caller = caller;
        this.callers = callers;
        this.findings = findings;
    }

    @GET
    public FindingsBody find(@RestQuery String scope) {
        callers.requireOneOf(caller, ServiceName.TELEMETRY);
        invalidRequestContentIf(
                scope == null, "Give ?scope= with the id of a registry, resource group or subscription.");
        return findings.find(ArmResourceId.parse(scope));
    }
}
