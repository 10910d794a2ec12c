package io.mltwin.identity.oauth.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.identity.oauth.codes.DeviceCodes;

/** The answers of the two device code endpoints. */
final class DeviceCodeBody {

    private DeviceCodeBody() {}

    /** Version 1: numbers are JSON strings, and the address has another name. */
    record V1(
            @JsonProperty("user_code") String userCode,
            @JsonProperty("device_code") String deviceCode,
            @JsonProperty("verification_url") String verificationUrl,
            @JsonProperty("expires_in") String expiresIn,
            @JsonProperty("interval") String interval,
            @JsonProperty("message") String message) {

        static V1 of(DeviceCodeGrant.Shown shown) {
            return new V1(
                    shown.codes().userCode(),
                    shown.codes().deviceCode(),
                    shown.page(),
                    Integer.toString(DeviceCodes.LIFETIME_SECONDS),
                    Integer.toString(DeviceCodes.INTERVAL_SECONDS),
                    text(shown));
        }

        @Override
        public String toString() {
            return "DeviceCodeBody.V1[" + userCode + "]";
        }
    }

    /** Version 2. */
    record V2(
            @JsonProperty("user_code") String userCode,
            @JsonProperty("device_code") String deviceCode,
            @JsonProperty("verification_uri") String verificationUri,
            @JsonProperty("expires_in") int expiresIn,
            @JsonProperty("interval") int interval,
            @JsonProperty("message") String message) {

        static V2 of(DeviceCodeGrant.Shown shown) {
            return new V2(
                    shown.codes().userCode(),
                    shown.codes().deviceCode(),
                    shown.page(),
                    DeviceCodes.LIFETIME_SECONDS,
                    DeviceCodes.INTERVAL_SECONDS,
                    text(shown));
        }

        @Override
        public String toString() {
            return "DeviceCodeBody.V2[" + userCode + "]";
        }
    }

    private static String text(DeviceCodeGrant.Shown shown) {
        return "To sign in, use a web browser to open the page "
                + shown.page()
                + " and enter the code "
                + shown.codes().userCode()
                + " to authenticate.";
    }
}
