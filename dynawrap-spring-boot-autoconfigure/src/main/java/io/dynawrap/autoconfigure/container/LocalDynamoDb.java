package io.dynawrap.autoconfigure.container;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import java.net.URI;

/** Connection details of a server that accepts any region and any credentials, if all clients send the same. */
interface LocalDynamoDb extends DynamoDbConnectionDetails {

    @Override
    default String region() {
        return "us-east-1";
    }

    /** Letters and digits only: DynamoDB Local refuses others. */
    @Override
    default String accessKeyId() {
        return "local";
    }

    @Override
    default String secretAccessKey() {
        return "local";
    }

    /** Returns the address of a port without TLS. */
    static URI http(String host, int port) {
        return URI.create("http://" + host + ":" + port);
    }
}
