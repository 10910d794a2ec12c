package io.mltwin.identity.oauth.signin;

import io.mltwin.identity.oauth.codes.DeviceCodes;
import io.mltwin.identity.oauth.consents.Consents;
import io.mltwin.identity.oauth.signin.Outcome.FormError;
import io.mltwin.identity.oauth.tokens.DelegatedScopes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Handles the user's decisions about consent to an application and about a device. */
@Singleton
record ConsentService(
        SignInService signIn,
        SignInTenants tenants,
        AuthorizeRequestValidator rules,
        Consents consents,
        DelegatedScopes scopes,
        DeviceCodes devices) {

    Outcome consent(SignInFlow flow, boolean accepted, Browser browser) {
        Step.Consent asked = signIn.expected(Step.Consent.class, flow, browser);
        if (asked == null) {
            return signIn.proceed(flow, browser);
        }
        if (!accepted) {
            return flow.isForDevice() ? decline(flow) : signIn.declined(flow);
        }
        consents.grant(
                tenants.client(flow.clientId(), flow.tenant()),
                asked.user(),
                scopes.resource(flow.scope()),
                flow.scope());
        return signIn.proceed(flow.with(flow.progress().withConsent()), browser);
    }

    /** Handles the code of a device that a user has typed. */
    Outcome userCode(String typed, Browser browser) {
        Optional<DeviceCodes.Pending> pending = devices.pending(typed);
        if (pending.isEmpty()) {
            return new Outcome.AskUserCode(typed, FormErrorMessages.forUserCode());
        }
        DeviceCodes.Pending code = pending.get();
        return signIn.proceed(rules.flow(code.tenant(), code.clientId(), code.userCode(), code.scope()), browser);
    }

    Outcome confirmDevice(SignInFlow flow, boolean accepted, Browser browser) {
        Step.ConfirmDevice asked = signIn.expected(Step.ConfirmDevice.class, flow, browser);
        if (asked == null) {
            return signIn.proceed(flow, browser);
        }
        if (!accepted) {
            return decline(flow);
        }
        return devices.approve(flow.userCode(), asked.user())
                ? new Outcome.DeviceDecided(client(flow), true)
                : noLongerWaiting();
    }

    private Outcome decline(SignInFlow flow) {
        return devices.decline(flow.userCode()) ? new Outcome.DeviceDecided(client(flow), false) : noLongerWaiting();
    }

    private String client(SignInFlow flow) {
        return tenants.client(flow.clientId(), flow.tenant()).displayName();
    }

    private static Outcome noLongerWaiting() {
        FormError formError = FormErrorMessages.forUserCode();
        return new Outcome.AskUserCode("", formError);
    }
}
