package io.dynawrap.docs.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.test.EmbeddedServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {"dynawrap.backend=postgres", "management.endpoints.web.exposure.include=dynawrap"})
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EndpointTimeoutTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Value("${local.server.port}")
    int port;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EmbeddedServers.class)
    static class OpenApplication {

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    @Test
    void theEndpointCountsForTheTimeInTheRequest() throws Exception {
        HttpResponse<String> answer = count("Story", "10m");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"complete\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2h", "PT2562047788015215H", "106751991167300d", "-1s", "soon"})
    void anotherTimeIsABadRequest(String timeout) throws Exception {
        assertThat(count("Story", timeout).statusCode()).isEqualTo(400);
    }

    @Test
    void aModelThatIsNotKnownIsNotFound() throws Exception {
        assertThat(count("Nothing", "10m").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> count(String model, String timeout) throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + port + "/actuator/dynawrap/" + model + "?timeout=" + timeout);
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
