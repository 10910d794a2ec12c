package io.mltwin.workspace.storage.blob.service;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXmlValueIf;

import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.request.SecondaryEndpoint;
import io.mltwin.workspace.storage.signature.AccountSignature.DelegationKey;
import io.mltwin.workspace.storage.signature.SasTerms;
import io.mltwin.workspace.storage.wire.SmallBody;
import io.mltwin.workspace.storage.wire.XmlElement;
import io.mltwin.workspace.storage.wire.XmlWriter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Answers Get User Delegation Key, Get Account Information, Get Blob Service Stats, and Get and Set
 * Blob Service Properties.
 */
@Singleton
public record ServiceHandler(StorageAccountService accounts, Clock clock) {
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final String VERSION = "2026-04-06";

    /** Answers Get User Delegation Key, for callers with an Azure AD token only. */
    public Response delegationKey(BlobRequest request, Grant grant, InputStream body) throws IOException {
        XmlElement info = XmlElement.read(SmallBody.read(request.headers(), body), "KeyInfo");
        unsupportedIf(info.child("DelegatedUserTid") != null, "A key for a user of another tenant (DelegatedUserTid)");
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant start = time(info, "Start", now);
        Instant expiry = time(info, "Expiry", null);
        invalidXmlValueIf(!expiry.isAfter(now) || !expiry.isAfter(start), "Expiry", "it is after now and after Start.");
        invalidXmlValueIf(expiry.isAfter(now.plus(LONGEST)), "Expiry", "it is within seven days from now.");
        String version = request.context().response().headers().get("x-ms-version");
        DelegationKey key = new DelegationKey(
                grant.caller().objectId(),
                grant.caller().tenantId(),
                start.toString(),
                expiry.toString(),
                "b",
                version == null ? VERSION : version);
        byte[] value = key.derive(accounts.delegationSecret(request.account()));
        XmlWriter xml = new XmlWriter().open("UserDelegationKey");
        xml.element("SignedOid", key.objectId())
                .element("SignedTid", key.tenantId())
                .element("SignedStart", key.start())
                .element("SignedExpiry", key.expiry())
                .element("SignedService", key.service())
                .element("SignedVersion", key.version())
                .element("Value", Base64.getEncoder().encodeToString(value));
        return Response.ok(xml.close().end(), "application/xml").build();
    }

    private static Instant time(XmlElement info, String name, Instant otherwise) {
        String text = info.text(name);
        Instant time = isEmpty(text) ? otherwise : SasTerms.time(text);
        invalidXmlValueIf(time == null, name, "give an ISO 8601 time in UTC.");
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    public Response accountInformation(BlobRequest request) {
        return Response.ok()
                .header("x-ms-sku-name", request.account().sku())
                .header("x-ms-account-kind", request.account().kind())
                .header("x-ms-is-hns-enabled", "false")
                .build();
    }

    public Response properties(BlobRequest request) {
        return Response.ok(ServiceProperties.xml(current(request)), "application/xml")
                .build();
    }

    private ServiceProperties.Change current(BlobRequest request) {
        return new ServiceProperties.Change(
                accounts.serviceProperties(request.account()),
                request.account().softDelete(),
                request.account().corsRules());
    }

    public Response stats() {
        return SecondaryEndpoint.stats(clock.instant());
    }

    public Response setProperties(BlobRequest request, InputStream body) throws IOException {
        ServiceProperties.Change change =
                ServiceProperties.read(SmallBody.read(request.headers(), body), current(request));
        accounts.setServiceProperties(request.account(), change.defaultVersion());
        accounts.setSoftDelete(request.account(), change.softDelete());
        accounts.setCorsRules(request.account(), change.corsRules());
        return Response.accepted().build();
    }
}
