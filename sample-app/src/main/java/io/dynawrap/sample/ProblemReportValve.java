package io.dynawrap.sample;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers requests that Tomcat rejects before they reach the application with a problem body of RFC 9457 instead of a
 * page of HTML. An example is a path that is not percent-encoded UTF-8.
 */
final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        String problem = "{\"status\":%d,\"title\":\"%s\"}".formatted(status.value(), status.getReasonPhrase());
        try {
            Writer body = response.getReporter();
            if (body != null) {
                body.write(problem);
                response.finishResponse();
            }
        } catch (IOException e) {
            container.getLogger().debug("The client has disconnected", e);
        }
    }
}
