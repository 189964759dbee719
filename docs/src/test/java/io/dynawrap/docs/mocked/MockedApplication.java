package io.dynawrap.docs.mocked;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class MockedApplication {}
