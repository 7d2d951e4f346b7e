"""What the arguments of the official packages may be, by name: each call of an operation takes the next one."""

from __future__ import annotations

from base64 import b64encode
from typing import Any


def _bytes(content: bytes) -> dict[str, str]:
    return {"$bytes": b64encode(content).decode()}


IDS = ["0e4b7a52-5d1c-4f6e-9b1a-7c3d2e1f0a9b", "c36f0a1d-99aa-4b2c-8d6e-0f1e2d3c4b5a"]
IMAGES = [_bytes(b"\x89PNG\r\n\x1a\n\x00\xff{}&=\r\n--x"), _bytes(bytes(range(256)) * 9)]
TEXTS = ["Zoë & 猫 + 1/2, 100%", 'a "b"\\c=d?#;\n\t~']
FLAGS = [True, False]
ATTRIBUTES = ["headPose", "qualityForRecognition", "mask"]

VALUES: dict[str, list[Any]] = {
    "auth_token_time_to_live_in_seconds": [60, 86400],
    "confidence_threshold": [0.5, 1.0],
    "detection_model": ["detection_01", "detection_03"],
    "device_correlation_id": TEXTS,
    "device_correlation_id_set_in_client": FLAGS,
    "enable_session_image": FLAGS,
    "face_id": IDS,
    "face_id1": IDS,
    "face_id2": IDS[::-1],
    "face_id_time_to_live": [60, 86400],
    "face_ids": [IDS, IDS[1:]],
    "image_content": IMAGES,
    "large_face_list_id": ["list-1_a", "9"],
    "large_person_group_id": ["group-1_a", "0"],
    "liveness_operation_mode": ["Passive", "PassiveActive"],
    "liveness_single_modal_model": ["2022-10-15-preview.04", "a later one"],
    "max_num_of_candidates_returned": [1, 100],
    "mode": ["matchPerson", "matchFace"],
    "name": TEXTS,
    "persisted_face_id": IDS[::-1],
    "person_id": IDS,
    "recognition_model": ["recognition_04", "recognition_01"],
    "return_face_attributes": [ATTRIBUTES, ATTRIBUTES[:1]],
    "return_face_id": FLAGS,
    "return_face_landmarks": FLAGS,
    "return_recognition_model": FLAGS,
    "return_verify_image_hash": FLAGS,
    "send_results_to_client": FLAGS,
    "session_id": [IDS[0], "a b/ä:@!$&'()*+,;=%2F?#"],
    "session_image_id": ["image-1", "Zoë/1 %"],
    "start": [IDS[0], "a b&c=d/é+%,'"],
    "target_face": [[10, 20, 30, 40], [0, 0, 1, 4096]],
    "top": [1, 1000],
    "url": ["https://example.com/a%20b.jpg?c=d&e=f", "https://example.com/é+'\""],
    "user_data": TEXTS[::-1],
    "verify_confidence_threshold": [0.25, 1.0],
    "verify_image": [None, IMAGES[0], IMAGES[1], None],
}
