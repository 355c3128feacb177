import { positional, utc } from './positional.js';
import type { Preset } from './preset.js';

const ALB = positional({
  name: 'aws_alb',
  writer: "AWS's application load balancer",
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
  requestTime: 'the sum of request_, target_ and response_processing_time, s; none where one of them is -1',
  upstreamTime: 'target_processing_time, s: until the headers of the answer',
  logFormat:
    '$type $time_iso8601_ms $ignored_elb $remote_addr:$remote_port $upstream_addr $time_before_upstream $upstream_time_or_minus_one $time_after_upstream $status_or_none $upstream_status $request_length $bytes_sent "$request" "$http_user_agent" $ssl_cipher $ssl_protocol $ignored_target_group "$ignored_trace"$ignored_rest',
  examples: [
    {
      line: 'http 2018-11-30T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 - 0.000 0.001 0.000 502 - 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 "Root=1-58337364-23a8c76965a2ef7629b185e3" "-" "-" 0 2018-11-30T22:22:48.364000Z "waf,forward" "-" "-"',
      fields: {
        endedAtUs: utc('2018-11-30T22:23:00.186641Z'),
        client: '192.168.131.39',
        host: 'www.example.com:80',
        method: 'GET',
        path: '/',
        protocol: 'HTTP/1.1',
        status: 502,
        bytes: 366,
        requestBytes: 34,
        agent: 'curl/7.46.0',
        requestS: 0.001,
        upstreamS: 0.001,
        attempts: 1,
        upstreamAsked: true,
        extra: '{"type":"http"}',
      },
    },
    {
      line: 'https 2026-07-28T22:23:00.186641Z app/claude-gw-alb/50dc6c495c0c9188 10.20.30.40:2817 - -1 -1 -1 460 - 573 293 "POST https://claude-gw.example.com:443/v1/messages HTTP/1.1" "claude-cli/2.1.220 (external, cli)" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws-us-gov:elasticloadbalancing:us-gov-west-1:123456789012:targetgroup/claude-tg/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "claude-gw.example.com" "-" 0 2026-07-28T22:22:48.364000Z "waf,forward" "-" "-" "-" "-" "-" "-"',
      fields: {
        endedAtUs: utc('2026-07-28T22:23:00.186641Z'),
        client: '10.20.30.40',
        host: 'claude-gw.example.com:443',
        method: 'POST',
        path: '/v1/messages',
        protocol: 'HTTP/1.1',
        status: 460,
        bytes: 293,
        requestBytes: 573,
        agent: 'claude-cli/2.1.220 (external, cli)',
        upstreamAsked: false,
        extra: '{"type":"https"}',
      },
    },
  ],
});

const ELB = positional({
  name: 'aws_elb',
  writer: "AWS's classic load balancer",
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html',
  requestTime: 'the sum of request_, backend_ and response_processing_time, s; none where one of them is -1',
  upstreamTime: 'backend_processing_time, s: until the headers of the answer',
  logFormat:
    '$time_iso8601_ms $ignored_elb $remote_addr:$remote_port $upstream_addr $time_before_upstream $upstream_time_or_minus_one $time_after_upstream $status_or_none $upstream_status $request_length $body_bytes_sent "$request" "$http_user_agent" $ssl_cipher $ssl_protocol',
  examples: [
    {
      line: '2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.38.0" - -',
      fields: {
        endedAtUs: utc('2015-05-13T23:39:43.945958Z'),
        client: '192.168.131.39',
        host: 'www.example.com:80',
        method: 'GET',
        path: '/',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 29,
        requestBytes: 0,
        agent: 'curl/7.38.0',
        requestS: 0.001178,
        upstreamS: 0.001048,
        attempts: 1,
        upstreamAsked: true,
        upstreamAddr: '10.0.0.1:80',
      },
    },
  ],
});

const S3 = positional({
  name: 'aws_s3',
  writer: "Amazon S3's server access log",
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html',
  requestTime: 'Total Time, ms',
  upstreamTime: null,
  logFormat:
    '$ignored_owner $host [$start_local] $remote_addr $ignored_requester $request_id $ignored_operation $ignored_key "$request" $status_or_none $ignored_error $bytes_sent $ignored_object_size $request_time_ms $ignored_turn_around "$http_referer" "$http_user_agent" $ignored_rest',
  examples: [
    {
      line: '300a66dd319290e36b67767f862a7f39072caa70ba33b8d01c4b79ddd8e6d7ef lamestuff.com [05/Oct/2012:15:24:46 +0000] 174.44.160.70 - CE74FF983317B326 REST.GET.OBJECT public/portfolio/22/thumbnail.jpg "GET /lamestuff.com/public/portfolio/22/thumbnail.jpg HTTP/1.1" 200 - 9515 9515 42 41 "http://spike.grobste.in/portfolio" "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_8_2) AppleWebKit/536.26.14 (KHTML, like Gecko) Version/6.0.1 Safari/536.26.14" -',
      fields: {
        endedAtUs: utc('2012-10-05T15:24:46.042Z'),
        client: '174.44.160.70',
        host: 'lamestuff.com',
        method: 'GET',
        path: '/lamestuff.com/public/portfolio/22/thumbnail.jpg',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 9515,
        referrer: 'http://spike.grobste.in/portfolio',
        agent:
          'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_8_2) AppleWebKit/536.26.14 (KHTML, like Gecko) Version/6.0.1 Safari/536.26.14',
        requestS: 0.042,
      },
    },
    {
      line: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket [06/Feb/2026:00:00:38 +0000] 192.0.2.3 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be 3E57427F3EXAMPLE REST.GET.OBJECT photos/2026/01/example.jpg "GET /amzn-s3-demo-bucket/photos/2026/01/example.jpg HTTP/1.1" 200 - 2662992 3462992 70 10 "-" "aws-sdk-java/2.20.0" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com TLSV1.2 - - us-west-2',
      fields: {
        endedAtUs: utc('2026-02-06T00:00:38.070Z'),
        client: '192.0.2.3',
        host: 'amzn-s3-demo-bucket',
        method: 'GET',
        path: '/amzn-s3-demo-bucket/photos/2026/01/example.jpg',
        protocol: 'HTTP/1.1',
        status: 200,
        bytes: 2662992,
        agent: 'aws-sdk-java/2.20.0',
        requestS: 0.07,
      },
    },
  ],
});

const CLOUD_STORAGE = positional({
  name: 'cloudstorage',
  writer: "Google Cloud Storage's usage log",
  source: 'https://cloud.google.com/storage/docs/access-logs#format',
  requestTime: 'time_taken_micros, µs',
  upstreamTime: null,
  logFormat:
    '"$msec","$remote_addr","$ignored_ip_type","$ignored_region","$request_method","$request_uri","$status_or_none","$request_length","$bytes_sent","$request_time_us","$host","$http_referer","$http_user_agent","$request_id","$ignored_operation","$ignored_bucket","$ignored_object"',
  examples: [
    {
      line: '"1693206014339368","172.71.142.38","1","","GET","/v1/kanji/%E9%9B%86","200","0","277","488000","kanjiapi.dev","http://127.0.0.1:59961/","Mozilla/5.0 (Windows NT 6.2; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) QtWebEngine/6.4.3 Chrome/102.0.5005.177 Safari/537.36","ADPycduvHuLfdAtc-f-Uyl-AONU9elsqMfPUaul2F0vpty_e_YDJ67AKrjeB3_60LKULw_l50awy-M8UxjCnP4bhuWx7","GET_Object","kanjiapi.dev","v1/kanji/集"',
      fields: {
        endedAtUs: 1693206014339368,
        client: '172.71.142.38',
        host: 'kanjiapi.dev',
        method: 'GET',
        path: '/v1/kanji/%E9%9B%86',
        status: 200,
        bytes: 277,
        requestBytes: 0,
        referrer: 'http://127.0.0.1:59961/',
        agent:
          'Mozilla/5.0 (Windows NT 6.2; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) QtWebEngine/6.4.3 Chrome/102.0.5005.177 Safari/537.36',
        requestS: 0.488,
      },
    },
  ],
});

export const CLOUD_PRESETS: readonly Preset[] = [ALB, ELB, S3, CLOUD_STORAGE];
